package org.qmp4j.schema.check;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.Problem;
import org.qmp4j.schema.Problem.Kind;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;

/** Holds a value against a type: each method returns a problem or null, and leaves what is inside to the steps. */
final class ValueCheck {
    /** QEMU's parser refuses what is nested deeper. */
    private static final int MAX_NESTING = 1024;

    private final Schema schema;
    private final ObjectCheck objects;

    ValueCheck(Schema schema, ObjectCheck objects) {
        this.schema = schema;
        this.objects = objects;
    }

    @Nullable
    Problem check(TypeRef type, JsonNode value, JsonPlace at, Steps steps) {
        if (at.depth() > MAX_NESTING) {
            return problem(Kind.TOO_DEEP, at, "is nested deeper than " + MAX_NESTING + " levels");
        }
        if (type instanceof TypeRef.ListOf list) {
            return value.isArray() ? checkElement(list, value, at, 0, steps) : wrongType("a list", value, at);
        }
        Type named = schema.type(((TypeRef.Named) type).name());
        if (named instanceof BuiltinType builtin) {
            return checkBuiltin(builtin, value, at);
        }
        if (named instanceof EnumType values) {
            return checkEnum(values, value, at);
        }
        if (named instanceof AlternateType alternate) {
            return checkAlternate(alternate, value, at, steps);
        }
        return value.isObject()
                ? objects.check((ObjectType) named, value, at, steps)
                : wrongType("an object", value, at);
    }

    private @Nullable Problem checkElement(TypeRef.ListOf list, JsonNode value, JsonPlace at, int index, Steps steps) {
        if (index < value.size()) {
            steps.next(List.of(
                    then -> check(list.element(), value.path(index), at.element(index), then),
                    then -> checkElement(list, value, at, index + 1, then)));
        }
        return null;
    }

    private @Nullable Problem checkBuiltin(BuiltinType type, JsonNode value, JsonPlace at) {
        return switch (type.json()) {
            case STRING -> value.isString() ? null : wrongType("a string", value, at);
            case NUMBER -> value.isNumber() ? null : wrongType("a number", value, at);
            case BOOLEAN -> value.isBoolean() ? null : wrongType("true or false", value, at);
            case NULL -> value.isNull() ? null : wrongType("null", value, at);
            case INT -> checkInteger(type.name(), value, at);
            case VALUE -> null;
        };
    }

    // QEMU takes 1.0 for no integer.
    private @Nullable Problem checkInteger(String type, JsonNode value, JsonPlace at) {
        if (!value.isIntegralNumber()) {
            return wrongType("an integer", value, at);
        }
        // Introspection calls integers of every width "int", and knows none of the other names.
        boolean hidesWidths = !schema.types().containsKey("uint64");
        IntegerRange range = hidesWidths ? IntegerRange.ANY : IntegerRange.of(type);
        return range.contains(value.bigIntegerValue())
                ? null
                : problem(Kind.OUT_OF_RANGE, at, "must be " + range + ", and is " + shown(value));
    }

    private static @Nullable Problem checkEnum(EnumType type, JsonNode value, JsonPlace at) {
        if (!value.isString()) {
            return wrongType("a string", value, at);
        }
        List<String> names = type.values().stream().map(EnumType.Value::name).toList();
        return names.contains(value.stringValue())
                ? null
                : problem(
                        Kind.UNKNOWN_VALUE,
                        at,
                        "does not accept " + shown(value) + NearestNames.hint(value.stringValue(), names));
    }

    private @Nullable Problem checkAlternate(AlternateType type, JsonNode value, JsonPlace at, Steps steps) {
        Optional<TypeRef> fitting = type.alternatives().stream()
                .map(AlternateType.Alternative::type)
                .filter(one -> JsonKind.of(one, schema).fits(value))
                .findFirst();
        if (fitting.isPresent()) {
            return check(fitting.get(), value, at, steps);
        }
        List<String> kinds = type.alternatives().stream()
                .map(one -> JsonKind.of(one.type(), schema).words())
                .toList();
        return wrongType(String.join(" or ", kinds), value, at);
    }

    static Problem wrongType(String expected, JsonNode value, JsonPlace at) {
        return problem(Kind.WRONG_TYPE, at, "must be " + expected + ", and is " + shown(value));
    }

    static Problem problem(Kind kind, JsonPlace at, String reason) {
        return new Problem(kind, at.toString(), reason);
    }

    private static String shown(JsonNode value) {
        if (value.isContainer()) {
            return value.isObject() ? "an object" : "a list";
        }
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }
}
