package org.qmp4j.schema.model;

import java.util.List;

/**
 * A choice between types that differ in their JSON, for example a string or an object.
 *
 * @param alternatives in the schema's order
 */
public record AlternateType(String name, List<Alternative> alternatives, Attributes attributes) implements Type {
    /** Copies the list. */
    public AlternateType {
        alternatives = List.copyOf(alternatives);
    }

    /** One of the types. The name is not on the wire; introspection does not have it. */
    public record Alternative(String name, TypeRef type, Attributes attributes) {}
}
