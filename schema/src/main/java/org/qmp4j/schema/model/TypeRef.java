package org.qmp4j.schema.model;

/** How a member, a command or another type names a type. */
public sealed interface TypeRef {
    /** A type by its name: built-in ({@code str}), defined ({@code BlockdevOptions}) or implicit ({@code q_obj_stop-arg}). */
    record Named(String name) implements TypeRef {
        /** The name. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** A list: {@code ['str']} in the schema language. */
    record ListOf(TypeRef element) implements TypeRef {
        /** {@code [str]}. */
        @Override
        public String toString() {
            return "[" + element + "]";
        }
    }

    /** A type by its name. */
    static TypeRef named(String name) {
        return new Named(name);
    }

    /** A list of a named type. */
    static TypeRef listOf(String name) {
        return new ListOf(new Named(name));
    }
}
