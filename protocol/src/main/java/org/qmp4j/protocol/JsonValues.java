package org.qmp4j.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Java values as JSON: the values that arguments of any type accept. */
public final class JsonValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String argument;

    private JsonValues(String argument) {
        this.argument = argument;
    }

    /**
     * A value as a new tree.
     *
     * @param argument the name of the argument that has the value, for messages
     * @param value text, a number, a boolean, null, an {@link OpenEnum}, a {@code List} or a {@code Map} of these with strings as
     *     keys, or a {@link JsonNode}
     * @throws IllegalArgumentException if the value or a part of it has any other class, is infinite or not a number, or if lists
     *     and maps nest deeper than QEMU reads
     */
    public static JsonNode tree(String argument, @Nullable Object value) {
        return new JsonValues(argument).tree(value, "", 0);
    }

    private JsonNode tree(@Nullable Object value, String place, int depth) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof JsonNode node) {
            return node.deepCopy();
        } else if (value instanceof CharSequence text) {
            return NODES.stringNode(text.toString());
        } else if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        } else if (value instanceof OpenEnum open) {
            return NODES.stringNode(open.wireName());
        } else if (value instanceof List<?> list) {
            return array(list, place, depth);
        } else if (value instanceof Map<?, ?> map) {
            return object(map, place, depth);
        }
        return number(value, place);
    }

    private JsonNode number(Object value, String place) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return whole(BigInteger.valueOf(((Number) value).longValue()));
        } else if (value instanceof BigInteger number) {
            return whole(number);
        } else if (value instanceof BigDecimal number) {
            return NODES.numberNode(number);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (!Double.isFinite(number)) {
                throw failure(place, "is " + number + ", which is not valid JSON");
            }
            return NODES.numberNode(number);
        }
        throw failure(
                place,
                "is a " + value.getClass().getName()
                        + ": use text, a number, a boolean, null, a List, a Map or a JsonNode; a generated value has toTree()");
    }

    /** In the smallest type that holds it, as a parser returns it: nodes of different types are never equal. */
    private static JsonNode whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return NODES.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValue()) : NODES.numberNode(number);
    }

    private JsonNode array(List<?> list, String place, int depth) {
        requireDepth(depth);
        ArrayNode array = NODES.arrayNode();
        for (Object element : list) {
            array.add(tree(element, place + "/" + array.size(), depth + 1));
        }
        return array;
    }

    private JsonNode object(Map<?, ?> map, String place, int depth) {
        requireDepth(depth);
        ObjectNode object = NODES.objectNode();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                String type = key == null ? "null" : key.getClass().getName();
                throw failure(place, "has a key that is not a String: " + type);
            }
            object.set(name, tree(value, place + "/" + name, depth + 1));
        });
        return object;
    }

    // A list that contains itself has no end.
    private void requireDepth(int depth) {
        if (depth >= QmpJson.MAX_NESTING) {
            throw failure("", "nests deeper than " + QmpJson.MAX_NESTING + " levels, which QEMU does not read");
        }
    }

    private IllegalArgumentException failure(String place, String problem) {
        return new IllegalArgumentException(
                "argument '" + argument + "'" + (place.isEmpty() ? "" : " at " + place) + " " + problem);
    }
}
