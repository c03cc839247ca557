package org.qmp4j.protocol;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of an untyped command: an immutable map that keeps the order in which members were added. */
record RawArguments(Map<String, JsonNode> members) {
    static final RawArguments NONE = new RawArguments(Map.of());

    static RawArguments of(JsonNode object) {
        if (!(object instanceof ObjectNode)) {
            throw new IllegalArgumentException("arguments are a JSON object, not " + object.getNodeType());
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties()
                .forEach(
                        member -> members.put(member.getKey(), member.getValue().deepCopy()));
        return new RawArguments(members);
    }

    RawArguments with(String key, JsonNode value) {
        Map<String, JsonNode> more = new LinkedHashMap<>(members);
        more.put(Objects.requireNonNull(key), value.deepCopy());
        return new RawArguments(more);
    }

    /** The JSON of a plain Java value: text, whole or broken number, truth value, JSON, or null. */
    static JsonNode json(@org.jspecify.annotations.Nullable Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null) {
            return nodes.nullNode();
        } else if (value instanceof JsonNode node) {
            return node;
        } else if (value instanceof CharSequence text) {
            return nodes.stringNode(text.toString());
        } else if (value instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            return whole(BigInteger.valueOf(((Number) value).longValue()));
        } else if (value instanceof BigInteger number) {
            return whole(number);
        } else if (value instanceof Double || value instanceof Float) {
            return nodes.numberNode(((Number) value).doubleValue());
        } else if (value instanceof OpenEnum open) {
            return nodes.stringNode(open.wireName());
        }
        throw new IllegalArgumentException(
                "no JSON for a " + value.getClass().getName() + "; use text, a number, a boolean, null or a JsonNode");
    }

    /** In the smallest type that holds it, as it would be read: nodes of different types are never equal. */
    private static JsonNode whole(BigInteger number) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (number.bitLength() < Integer.SIZE) {
            return nodes.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? nodes.numberNode(number.longValue()) : nodes.numberNode(number);
    }

    void write(JsonGenerator out) {
        out.writeStartObject();
        members.forEach((name, value) -> {
            out.writeName(name);
            QmpJson.write(out, value);
        });
        out.writeEndObject();
    }

    /** These arguments of a command, without their secrets, behind a space; empty for none. */
    String shown(String command) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.forEach(object::set);
        return members.isEmpty() ? "" : " " + Secrets.inArguments(command).maskArguments(object);
    }

    @Override
    public String toString() {
        return shown("");
    }
}
