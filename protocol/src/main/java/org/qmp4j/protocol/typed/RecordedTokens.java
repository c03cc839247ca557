package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Members of an object that were put aside, to be read again from the first. Names and values stand in two arrays: the half
 * of a schema's answer goes through here, and a general buffer of tokens takes twice as long.
 */
final class RecordedTokens implements Tokens {
    private static final int FIRST_CAPACITY = 64;

    private JsonToken[] tokens = new JsonToken[FIRST_CAPACITY];
    private @Nullable Object[] values = new Object[FIRST_CAPACITY];
    private int size;
    private int cursor = -1;

    /** Puts a member aside, whose value begins where the other tokens stand; they end on its last. */
    void record(String name, Tokens from) {
        add(JsonToken.PROPERTY_NAME, name);
        int depth = 0;
        for (JsonToken token = Objects.requireNonNull(from.current()); ; token = Objects.requireNonNull(from.next())) {
            add(token, valueOf(token, from));
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
        }
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(values, 0, size, null);
        size = 0;
        cursor = -1;
    }

    private static @Nullable Object valueOf(JsonToken token, Tokens from) {
        return switch (token) {
            case PROPERTY_NAME, VALUE_STRING -> from.text();
            case VALUE_NUMBER_INT -> from.isBig() ? (Object) from.bigValue() : (Object) from.longValue();
            case VALUE_NUMBER_FLOAT -> from.doubleValue();
            default -> null;
        };
    }

    private void add(JsonToken token, @Nullable Object value) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        tokens[size] = token;
        values[size++] = value;
    }

    @Override
    public @Nullable JsonToken current() {
        return cursor < size ? tokens[cursor] : null;
    }

    @Override
    public @Nullable JsonToken next() {
        return ++cursor < size ? tokens[cursor] : null;
    }

    @Override
    public @Nullable String nextName() {
        return next() == JsonToken.PROPERTY_NAME ? (String) values[cursor] : null;
    }

    @Override
    public String text() {
        return String.valueOf(values[cursor]);
    }

    @Override
    public boolean isBig() {
        return values[cursor] instanceof BigInteger;
    }

    @Override
    public long longValue() {
        return number().longValue();
    }

    @Override
    public BigInteger bigValue() {
        return values[cursor] instanceof BigInteger big ? big : BigInteger.valueOf(longValue());
    }

    @Override
    public double doubleValue() {
        return number().doubleValue();
    }

    private Number number() {
        return (Number) Objects.requireNonNull(values[cursor]);
    }

    // Recursion is safe: the parser that these came from refuses to nest deeper than QEMU does.
    @Override
    public JsonNode tree() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (tokens[cursor]) {
            case START_OBJECT -> {
                ObjectNode object = nodes.objectNode();
                for (String name = nextName(); name != null; name = nextName()) {
                    next();
                    object.set(name, tree());
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = nodes.arrayNode();
                while (next() != JsonToken.END_ARRAY) {
                    array.add(tree());
                }
                yield array;
            }
            case VALUE_STRING -> nodes.stringNode(text());
            case VALUE_NUMBER_INT -> integer(nodes);
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(doubleValue());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            default -> nodes.nullNode();
        };
    }

    // As a parser would make it: of the smallest type that holds it.
    private JsonNode integer(JsonNodeFactory nodes) {
        if (isBig()) {
            return nodes.numberNode(bigValue());
        }
        long value = longValue();
        return value == (int) value ? nodes.numberNode((int) value) : nodes.numberNode(value);
    }

    @Override
    public void skip() {
        if (tokens[cursor].isStructStart()) {
            for (int depth = 1; depth > 0; ) {
                cursor++;
                depth += tokens[cursor].isStructStart() ? 1 : tokens[cursor].isStructEnd() ? -1 : 0;
            }
        }
    }

    // Only errors ask: found by going over all again.
    @Override
    public String pointer() {
        Deque<String> path = new ArrayDeque<>();
        Deque<Integer> indexes = new ArrayDeque<>();
        String name = "";
        indexes.push(-1);
        for (int i = 0; i <= Math.min(cursor, size - 1); i++) {
            JsonToken token = tokens[i];
            if (token == JsonToken.PROPERTY_NAME) {
                name = String.valueOf(values[i]);
            } else if (token.isStructEnd()) {
                path.removeLast();
                indexes.pop();
            } else {
                String step = indexes.peek() < 0 ? name : String.valueOf(indexes.peek());
                if (indexes.peek() >= 0) {
                    indexes.push(indexes.pop() + 1);
                }
                if (token.isStructStart()) {
                    path.addLast(step);
                    indexes.push(token == JsonToken.START_ARRAY ? 0 : -1);
                } else if (i == cursor) {
                    path.addLast(step);
                }
            }
        }
        return "/" + String.join("/", path);
    }

    @Override
    public @Nullable JsonParser parser() {
        return null;
    }
}
