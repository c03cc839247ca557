package org.qmp4j.schema.model;

import java.util.List;
import java.util.Optional;

/**
 * An enumeration.
 *
 * @param prefix of the constants in QEMU's C code, where it is not made from the name
 * @param values in the schema's order
 */
public record EnumType(String name, Optional<String> prefix, List<Value> values, Attributes attributes)
        implements Type {
    /** Copies the list. */
    public EnumType {
        values = List.copyOf(values);
    }

    /** A value of an enumeration. */
    public record Value(String name, Attributes attributes) {}
}
