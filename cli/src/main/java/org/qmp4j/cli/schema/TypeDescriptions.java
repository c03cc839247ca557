package org.qmp4j.cli.schema;

import java.util.Optional;
import java.util.stream.Collectors;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/** Short descriptions of types: the values of a small enumeration, otherwise the name of the type. */
record TypeDescriptions(Schema schema) {
    private static final int SMALL = 4;

    String describe(TypeRef type) {
        if (type instanceof TypeRef.ListOf list) {
            return "[" + describe(list.element()) + "]";
        }
        if (schema.type(type.toString()) instanceof EnumType values
                && values.values().size() <= SMALL) {
            return values.values().stream().map(EnumType.Value::name).collect(Collectors.joining(" | "));
        }
        return type.toString();
    }

    /** The type itself, or the element type of a list. */
    Optional<Type> namedBy(TypeRef type) {
        return type instanceof TypeRef.ListOf list
                ? namedBy(list.element())
                : Optional.ofNullable(schema.types().get(type.toString()));
    }
}
