package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
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

    /** The beginning of an object or of a list. It knows where that ends, so that it can be passed over in one step. */
    private static final class Opening {
        private final JsonToken token;
        private final @Nullable Opening enclosing;
        private int end;

        Opening(JsonToken token, @Nullable Opening enclosing) {
            this.token = token;
            this.enclosing = enclosing;
        }
    }

    /** Names and strings as text, numbers as numbers, beginnings with their end, everything else as its token. */
    private Object[] items = new Object[FIRST_CAPACITY];

    private int size;
    private int cursor = -1;

    /** Puts a member aside, whose value begins where the parser stands; the parser ends on its last token. */
    int record(String name, JsonParser in) {
        add(name);
        int value = size;
        recordValue(in);
        return value;
    }

    private void recordValue(JsonParser in) {
        Opening open = null;
        JsonToken token = in.currentToken();
        while (true) {
            if (token.isStructStart()) {
                open = new Opening(token, open);
                add(open);
            } else {
                add(itemOf(token, in));
                if (token.isStructEnd() && open != null) {
                    open.end = size - 1;
                    open = open.enclosing;
                }
            }
            if (open == null) {
                return;
            }
            token = in.nextToken();
        }
    }

    /** Where this stands. */
    int position() {
        return cursor;
    }

    /** Stands on a value that was recorded before. */
    void moveTo(int position) {
        cursor = position;
    }

    /** The name of the member whose value is at that position. */
    String nameAt(int position) {
        return (String) items[position - 1];
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
        if (item instanceof Opening opening) {
            return opening.token;
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
        if (items[cursor] instanceof Opening opening) {
            cursor = opening.end;
        }
    }

    private static int depthChange(Object item) {
        return item instanceof Opening ? 1 : item == JsonToken.END_OBJECT || item == JsonToken.END_ARRAY ? -1 : 0;
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
                path.addLast(new Step(tokenOf(items[i]) == JsonToken.START_ARRAY));
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
