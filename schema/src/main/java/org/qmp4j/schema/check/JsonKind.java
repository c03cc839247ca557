package org.qmp4j.schema.check;

import java.util.function.Predicate;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;

/** The kinds of JSON values that the types of an alternate can be distinguished by. */
public enum JsonKind {
    /** Strings and enumerations. */
    STRING("a string", "string", JsonNode::isString),
    /** Integers and other numbers. */
    NUMBER("a number", "number", JsonNode::isNumber),
    /** True and false. */
    BOOLEAN("true or false", "boolean", JsonNode::isBoolean),
    /** Null. */
    NULL("null", "null", JsonNode::isNull),
    /** Structs and unions. */
    OBJECT("an object", "object", JsonNode::isObject),
    /** Lists. */
    LIST("a list", "array", JsonNode::isArray),
    /** Anything. */
    ANY("any value", "value", node -> true);

    private final String text;
    private final String qemu;
    // The methods above hold nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Predicate<JsonNode> fits;

    JsonKind(String text, String qemu, Predicate<JsonNode> fits) {
        this.text = text;
        this.qemu = qemu;
        this.fits = fits;
    }

    boolean fits(JsonNode value) {
        return fits.test(value);
    }

    String text() {
        return text;
    }

    /** As QEMU names it in an error. */
    String qemu() {
        return qemu;
    }

    /** The kind of a type's values; {@code ANY} for an alternate. */
    public static JsonKind of(TypeRef type, Schema schema) {
        return type instanceof TypeRef.ListOf ? LIST : of(schema.type(((TypeRef.Named) type).name()));
    }

    private static JsonKind of(Type type) {
        if (type instanceof BuiltinType builtin) {
            return switch (builtin.json()) {
                case STRING -> STRING;
                case NUMBER, INT -> NUMBER;
                case BOOLEAN -> BOOLEAN;
                case NULL -> NULL;
                case VALUE -> ANY;
            };
        }
        if (type instanceof EnumType) {
            return STRING;
        }
        return type instanceof AlternateType ? ANY : OBJECT;
    }
}
