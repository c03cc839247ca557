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

    @Override
    public EnumType withName(String other) {
        return new EnumType(other, prefix, values, attributes);
    }

    /** The same with these values. */
    public EnumType withValues(List<Value> others) {
        return new EnumType(name, prefix, others, attributes);
    }

    @Override
    public EnumType withAttributes(Attributes others) {
        return new EnumType(name, prefix, values, others);
    }

    /** A value of an enumeration. */
    public record Value(String name, Attributes attributes) {
        /** The same with these attributes. */
        public Value withAttributes(Attributes others) {
            return new Value(name, others);
        }
    }
}
