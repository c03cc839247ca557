package org.qmp4j.schema.model;

/**
 * A type of the schema language itself.
 *
 * @param name in the schema, for example {@code uint64}
 * @param json what it is in JSON
 */
public record BuiltinType(String name, Json json) implements Type {
    /** The kinds of JSON values that the schema language distinguishes; {@code VALUE} is any of them. */
    public enum Json {
        STRING,
        NUMBER,
        INT,
        BOOLEAN,
        NULL,
        VALUE
    }

    @Override
    public Attributes attributes() {
        return Attributes.NONE;
    }

    @Override
    public BuiltinType withName(String other) {
        return new BuiltinType(other, json);
    }

    @Override
    public BuiltinType withAttributes(Attributes none) {
        return this;
    }
}
