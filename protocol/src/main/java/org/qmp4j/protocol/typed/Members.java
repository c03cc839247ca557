package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.OpenEnum;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.Secrets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.JsonNode;

/** Writes the members of generated objects as JSON, and shows them as text. For generated code. */
public final class Members {
    private Members() {}

    /**
     * A member that is mandatory in the schema.
     *
     * @param kept the members of the object that were kept unchanged
     * @throws NoSuchElementException if the object does not have it, because QEMU is older or newer than the schema, or if its value
     *     has another type
     */
    public static <T> T required(@Nullable T value, Map<String, JsonNode> kept, String type, String member) {
        if (value == null) {
            requireExpected(kept, type, member);
            throw new NoSuchElementException(type + " has no member '" + member + "'");
        }
        return value;
    }

    /**
     * A member that may be absent.
     *
     * @param kept the members of the object that were kept unchanged
     * @throws NoSuchElementException if its value has another type
     */
    public static <T> Optional<T> optional(@Nullable T value, Map<String, JsonNode> kept, String type, String member) {
        if (value == null) {
            requireExpected(kept, type, member);
            return Optional.empty();
        }
        return Optional.of(value);
    }

    // A null means the same as no member. Other values are not shown, because they may be secret.
    private static void requireExpected(Map<String, JsonNode> kept, String type, String member) {
        JsonNode value = kept.isEmpty() ? null : kept.get(member);
        if (value != null && !value.isNull()) {
            throw new NoSuchElementException(
                    "the member '" + member + "' of " + type + " is " + TypedReader.describe(value.asToken())
                            + ", which has another type or range than this build expects; unknownMembers() has the value");
        }
    }

    /** Writes a member, unless it is absent. */
    public static void write(JsonGenerator out, String name, @Nullable String value) {
        if (value != null) {
            out.writeName(name);
            out.writeString(value);
        }
    }

    /** Writes a member, unless it is absent. */
    public static void write(JsonGenerator out, String name, @Nullable Long value) {
        if (value != null) {
            out.writeName(name);
            out.writeNumber(value.longValue());
        }
    }

    /** Writes a member, given as the bits of an unsigned number, unless it is absent. */
    public static void writeUnsigned(JsonGenerator out, String name, @Nullable Long bits) {
        if (bits != null) {
            out.writeName(name);
            if (bits >= 0) {
                out.writeNumber(bits.longValue());
            } else {
                out.writeNumber(Unsigned.toBigInteger(bits));
            }
        }
    }

    /** Writes a member, unless it is absent. */
    public static void write(JsonGenerator out, String name, @Nullable Boolean value) {
        if (value != null) {
            out.writeName(name);
            out.writeBoolean(value);
        }
    }

    /** Writes a member, unless it is absent. */
    public static void write(JsonGenerator out, String name, @Nullable Double value) {
        if (value != null) {
            out.writeName(name);
            writeNumber(out, value);
        }
    }

    /** Writes a member, unless it is absent. */
    public static void write(JsonGenerator out, String name, @Nullable OpenEnum value) {
        write(out, name, value == null ? null : value.wireName());
    }

    /** Writes a member, unless it is absent. */
    public static void write(JsonGenerator out, String name, @Nullable TypedValue value) {
        if (value != null) {
            out.writeName(name);
            value.write(out);
        }
    }

    /** Writes a member, unless it is absent. */
    public static void write(JsonGenerator out, String name, @Nullable JsonNode value) {
        if (value != null) {
            out.writeName(name);
            QmpJson.write(out, value);
        }
    }

    /** Writes a member, unless it is absent. */
    public static void write(JsonGenerator out, String name, @Nullable List<?> value) {
        if (value != null) {
            out.writeName(name);
            writeValue(out, value);
        }
    }

    /** Writes members that the type does not have. */
    public static void writeAll(JsonGenerator out, Map<String, JsonNode> members) {
        if (!members.isEmpty()) {
            members.forEach((name, value) -> write(out, name, value));
        }
    }

    /** Writes a value of any of the types that members and elements have. */
    public static void writeValue(JsonGenerator out, Object value) {
        if (value instanceof TypedValue typed) {
            typed.write(out);
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof OpenEnum one) {
            out.writeString(one.wireName());
        } else if (value instanceof Long number) {
            out.writeNumber(number.longValue());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Double number) {
            writeNumber(out, number);
        } else if (value instanceof BigInteger number) {
            out.writeNumber(number);
        } else if (value instanceof JsonNode node) {
            QmpJson.write(out, node);
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            list.forEach(element -> writeValue(out, element));
            out.writeEndArray();
        } else {
            throw new IllegalArgumentException(value.getClass().getName() + " cannot be written as JSON");
        }
    }

    /** A value of any of these types as a tree. */
    static JsonNode tree(Object value) {
        return JsonText.of(QmpJson.toText(out -> writeValue(out, value))).tree();
    }

    /** Writes the members of a base and a branch that have some in common; these are written once, with the branch's values. */
    public static void writeTogether(JsonGenerator out, TypedObject base, TypedObject branch) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        tree(base).properties().forEach(one -> members.put(one.getKey(), one.getValue()));
        tree(branch).properties().forEach(one -> members.put(one.getKey(), one.getValue()));
        writeAll(out, members);
    }

    // QEMU prints a whole number without a fraction. Jackson would write NaN as a string.
    private static void writeNumber(JsonGenerator out, double value) {
        if (!Double.isFinite(value)) {
            throw new StreamWriteException(out, value + " is not valid JSON");
        }
        long whole = (long) value;
        if (whole == value && Math.abs(value) < 1L << 53) {
            out.writeNumber(whole);
        } else {
            out.writeNumber(value);
        }
    }

    /**
     * Whether two objects have equal members.
     *
     * @param values of one, in the order of its type, null for absent ones
     */
    public static boolean equal(@Nullable Object[] values, @Nullable Object[] others) {
        return Arrays.equals(values, others);
    }

    /**
     * Whether an object has any member.
     *
     * @param values of its members, null for absent ones, and the map of the members that its type does not have
     */
    public static boolean hasAny(@Nullable Object[] values) {
        return Arrays.stream(values)
                .anyMatch(value -> value instanceof Map<?, ?> unknown ? !unknown.isEmpty() : value != null);
    }

    /** The hash of all members. */
    public static int hash(@Nullable Object[] values) {
        return Arrays.hashCode(values);
    }

    /**
     * An object as text for people: {@code StatusInfo{running=true, status=running}}. It has no absent members, and {@code ***} in
     * place of secrets: the members that are marked so, and what {@link Secrets#maskValue} masks in a string.
     *
     * @param names on the wire, in the order of the values; those of secrets begin with {@code !}
     * @param values of the members; further values are not shown
     */
    public static String toString(String type, List<String> names, @Nullable Object[] values) {
        StringBuilder text = new StringBuilder();
        appendObject(text, type, names, values);
        return text.toString();
    }

    /** The text that a value appends. */
    public static String toString(TypedValue value) {
        StringBuilder text = new StringBuilder();
        value.appendTo(text);
        return text.toString();
    }

    /** Appends an object as {@link #toString(String, List, Object[])} returns it. */
    public static void appendObject(StringBuilder text, String type, List<String> names, @Nullable Object[] values) {
        text.append(type).append('{');
        appendMembers(text, names, values);
        text.append('}');
    }

    /** Appends a record as the JDK shows it: {@code NullCo[base=..., data=...]}. */
    public static void appendRecord(StringBuilder text, String type, List<String> names, Object... values) {
        text.append(type).append('[');
        appendMembers(text, names, values);
        text.append(']');
    }

    private static void appendMembers(StringBuilder text, List<String> names, @Nullable Object[] values) {
        String between = "";
        for (int i = 0; i < names.size(); i++) {
            Object value = values[i];
            if (value != null) {
                boolean secret = names.get(i).startsWith("!");
                text.append(between)
                        .append(secret ? names.get(i).substring(1) : names.get(i))
                        .append('=');
                append(text, secret ? Secrets.MASK : value);
                between = ", ";
            }
        }
    }

    private static void append(StringBuilder text, Object value) {
        if (value instanceof TypedValue typed) {
            typed.appendTo(text);
        } else if (value instanceof List<?> list) {
            String between = "[";
            for (Object element : list) {
                append(text.append(between), element);
                between = ", ";
            }
            text.append(list.isEmpty() ? "[]" : "]");
        } else {
            text.append(Secrets.shown(value));
        }
    }
}
