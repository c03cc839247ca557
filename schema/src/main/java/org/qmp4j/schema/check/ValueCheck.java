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
            String reason = "is nested deeper than " + MAX_NESTING + " levels";
            return new Problem(Kind.TOO_DEEP, at.toString(), reason);
        }
        if (type instanceof TypeRef.ListOf list) {
            return value.isArray() ? checkElement(list, value, at, 0, steps) : wrongType(JsonKind.LIST, value, at);
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
                : wrongType(JsonKind.OBJECT, value, at);
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
            case STRING -> check(JsonKind.STRING, value, at);
            case NUMBER -> check(JsonKind.NUMBER, value, at);
            case BOOLEAN -> check(JsonKind.BOOLEAN, value, at);
            case NULL -> check(JsonKind.NULL, value, at);
            case INT -> checkInteger(type.name(), value, at);
            case VALUE -> null;
        };
    }

    private static @Nullable Problem check(JsonKind kind, JsonNode value, JsonPlace at) {
        return kind.fits(value) ? null : wrongType(kind, value, at);
    }

    // QEMU takes 1.0 for no integer.
    private @Nullable Problem checkInteger(String type, JsonNode value, JsonPlace at) {
        if (!value.isIntegralNumber()) {
            return wrongType("an integer", value, at, QemuWords.noInteger(type, at));
        }
        // Introspection calls integers of every width "int", and knows none of the other names.
        boolean hidesWidths = !schema.types().containsKey("uint64");
        IntegerRange range = hidesWidths ? IntegerRange.ANY : IntegerRange.of(type);
        if (range.contains(value.bigIntegerValue())) {
            return null;
        }
        String reason = "must be " + range + ", and is " + shown(value);
        String qemu = QemuWords.outOfRange(type, value.bigIntegerValue(), at);
        return new Problem(Kind.OUT_OF_RANGE, at.toString(), reason, qemu);
    }

    private static @Nullable Problem checkEnum(EnumType type, JsonNode value, JsonPlace at) {
        if (!value.isString()) {
            return wrongType(JsonKind.STRING, value, at);
        }
        List<String> names = type.values().stream().map(EnumType.Value::name).toList();
        if (names.contains(value.stringValue())) {
            return null;
        }
        String reason = "does not accept " + shown(value) + NearestNames.hint(value.stringValue(), names);
        return new Problem(Kind.UNKNOWN_VALUE, at.toString(), reason, QemuWords.unknownValue(value.stringValue(), at));
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
                .map(one -> JsonKind.of(one.type(), schema).text())
                .toList();
        // Here QEMU names the member alone.
        String qemu = QemuWords.wrongType(type.name(), at.name());
        return wrongType(String.join(" or ", kinds), value, at, qemu);
    }

    private static Problem wrongType(JsonKind expected, JsonNode value, JsonPlace at) {
        return wrongType(expected.text(), value, at, QemuWords.wrongType(expected.qemu(), at.toString()));
    }

    private static Problem wrongType(String expected, JsonNode value, JsonPlace at, String qemu) {
        String reason = "must be " + expected + ", and is " + shown(value);
        return new Problem(Kind.WRONG_TYPE, at.toString(), reason, qemu);
    }

    private static String shown(JsonNode value) {
        if (value.isContainer()) {
            return value.isObject() ? "an object" : "a list";
        }
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }
}
