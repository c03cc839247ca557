package org.qmp4j.schema.model;

import java.util.function.UnaryOperator;

/** How a member, a command or another type names a type. */
public sealed interface TypeRef {
    /** The name of the type; of a list, that of its elements' type. */
    default String typeName() {
        return this instanceof ListOf list ? list.element().typeName() : toString();
    }

    /** The same with another name for that type. */
    default TypeRef withTypeName(UnaryOperator<String> newName) {
        return this instanceof ListOf list
                ? new ListOf(list.element().withTypeName(newName))
                : named(newName.apply(typeName()));
    }

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
