package org.qmp4j.schema.model;

import java.util.Optional;

/**
 * A mark on a thing of the schema, for example {@code deprecated} or {@code unstable}.
 *
 * @param condition when the mark is there; empty for always
 */
public record Feature(String name, Optional<Condition> condition) {
    /** Marks what will go in a later version. */
    public static final String DEPRECATED = "deprecated";

    /** Marks what may change or go in any version. */
    public static final String UNSTABLE = "unstable";

    /** A mark that is always there. */
    public static Feature of(String name) {
        return new Feature(name, Optional.empty());
    }
}
