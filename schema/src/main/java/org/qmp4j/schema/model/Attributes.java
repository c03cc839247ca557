package org.qmp4j.schema.model;

import java.util.List;
import java.util.Optional;

/**
 * What definitions, members, values and branches have in common.
 *
 * @param features marks, in the schema's order
 * @param condition when the thing is part of a build; empty for always
 * @param location where it is defined; empty where it was not read from source
 */
public record Attributes(
        List<Feature> features, Optional<Condition> condition, Remarks remarks, Optional<Location> location) {
    /** Nothing special. */
    public static final Attributes NONE = new Attributes(List.of(), Optional.empty(), Remarks.NONE, Optional.empty());

    /** Copies the list. */
    public Attributes {
        features = List.copyOf(features);
    }

    /** The same with these features. */
    public Attributes withFeatures(List<Feature> others) {
        return new Attributes(others, condition, remarks, location);
    }

    /** The same with these remarks. */
    public Attributes withRemarks(Remarks others) {
        return new Attributes(features, condition, others, location);
    }

    /** The same, defined in that place. */
    public Attributes withLocation(Optional<Location> other) {
        return new Attributes(features, condition, remarks, other);
    }

    /** Whether it has that feature, under any condition. */
    public boolean has(String feature) {
        return features.stream().anyMatch(mark -> mark.name().equals(feature));
    }
}
