package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Members of an object that were put aside, to be read again from the first. The half of a schema's answer goes through here,
 * and a general buffer of tokens takes twice as long.
 */
final class RecordedTokens implements Tokens {
    private static final int FIRST_CAPACITY = 64;

    /** Names and strings as text, numbers as numbers, everything else as its token. */
    private Object[] items = new Object[FIRST_CAPACITY];

    private int size;
    private int cursor = -1;

    /** Puts a member aside, whose value begins where the other tokens stand; they end on its last. */
    void record(String name, Tokens from) {
        add(name);
        if (from instanceof RecordedTokens other) {
            int first = other.cursor;
            other.skip();
            for (int i = first; i <= other.cursor; i++) {
                add(other.items[i]);
            }
        } else {
            recordValue(Objects.requireNonNull(from.parser()));
        }
    }

    private void recordValue(JsonParser in) {
        int depth = 0;
        JsonToken token = in.currentToken();
        while (true) {
            add(itemOf(token, in));
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
            token = in.nextToken();
        }
    }

    private static Object itemOf(JsonToken token, JsonParser in) {
        return switch (token) {
            case PROPERTY_NAME -> in.currentName();
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT ->
                in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) in.getBigIntegerValue()
                        : (Object) in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            default -> token;
        };
    }

    private void add(Object item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = item;
    }

    /** Forgets everything, for another member; what it held is let go with the whole answer. */
    void clear() {
        size = 0;
        cursor = -1;
    }

    @Override
    public @Nullable JsonToken current() {
        return cursor < size ? tokenOf(items[cursor]) : null;
    }

    @Override
    public @Nullable JsonToken next() {
        cursor++;
        return current();
    }

    // Names are never asked for: they are gone through by nextMember alone.
    private static JsonToken tokenOf(Object item) {
        if (item instanceof String) {
            return JsonToken.VALUE_STRING;
        }
        if (item instanceof JsonToken token) {
            return token;
        }
        return item instanceof Double ? JsonToken.VALUE_NUMBER_FLOAT : JsonToken.VALUE_NUMBER_INT;
    }

    @Override
    public @Nullable String nextMember() {
        if (++cursor < size && items[cursor] instanceof String name) {
            cursor++;
            return name;
        }
        return null;
    }

    @Override
    public @Nullable String string() {
        return items[cursor] instanceof String text ? text : null;
    }

    @Override
    public String text() {
        return items[cursor].toString();
    }

    @Override
    public boolean isBig() {
        return items[cursor] instanceof BigInteger;
    }

    @Override
    public long longValue() {
        return number().longValue();
    }

    @Override
    public BigInteger bigValue() {
        return items[cursor] instanceof BigInteger big ? big : BigInteger.valueOf(longValue());
    }

    @Override
    public double doubleValue() {
        return number().doubleValue();
    }

    private Number number() {
        return (Number) items[cursor];
    }

    // Recursion is safe: the parser that these came from refuses to nest deeper than QEMU does.
    @Override
    public JsonNode tree() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (tokenOf(items[cursor])) {
            case START_OBJECT -> {
                ObjectNode object = nodes.objectNode();
                for (String name = nextMember(); name != null; name = nextMember()) {
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
        for (int depth = depthChange(items[cursor]); depth > 0; depth += depthChange(items[cursor])) {
            cursor++;
        }
    }

    private static int depthChange(Object item) {
        return item instanceof JsonToken token ? (token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0) : 0;
    }

    // Only errors ask: found by going over all again.
    @Override
    public String pointer() {
        Deque<Step> path = new ArrayDeque<>();
        path.addLast(new Step(false));
        for (int i = 0; i <= Math.min(cursor, size - 1); i++) {
            int change = depthChange(items[i]);
            if (change < 0) {
                path.removeLast();
            } else if (path.getLast().isValue(items[i]) && change > 0 && i < cursor) {
                path.addLast(new Step(items[i] == JsonToken.START_ARRAY));
            }
        }
        return path.stream().map(Step::toString).collect(Collectors.joining("/", "/", ""));
    }

    /** Which member of an object, or which element of a list. */
    private static final class Step {
        private final boolean isList;
        private int index = -1;
        private @Nullable String name;
        private boolean isNamed;

        Step(boolean isList) {
            this.isList = isList;
        }

        /** Takes the next item: a name, or else a value. */
        boolean isValue(Object item) {
            index++;
            isNamed = !isList && !isNamed;
            if (isNamed) {
                name = item.toString();
            }
            return !isNamed;
        }

        @Override
        public String toString() {
            return name == null
                    ? String.valueOf(index)
                    : name.replace("~", "~0").replace("/", "~1");
        }
    }

    @Override
    public @Nullable JsonParser parser() {
        return null;
    }
}
