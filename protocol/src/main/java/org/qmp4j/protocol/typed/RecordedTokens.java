package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recorded members of objects, which can be read again. Half of the reply to {@code query-qmp-schema} is recorded here, and a general
 * buffer of tokens would take twice as long.
 */
final class RecordedTokens implements Tokens {
    private static final int FIRST_CAPACITY = 64;

    /** The beginning of an object or a list. It has the position of the end, so the value can be skipped in one step. */
    private static final class Opening {
        private final JsonToken token;
        private final @Nullable Opening enclosing;
        private int end;

        Opening(JsonToken token, @Nullable Opening enclosing) {
            this.token = token;
            this.enclosing = enclosing;
        }

        Opening shifted(int places) {
            Opening copy = new Opening(token, null);
            copy.end = end + places;
            return copy;
        }
    }

    /** Names and strings as text, numbers as numbers, beginnings as {@link Opening}, everything else as its token. */
    private Object[] items = new Object[FIRST_CAPACITY];

    private int size;
    private int cursor = -1;

    /** Records a member. Its value begins at the parser's position; afterwards the parser is at the last token of the value. */
    int record(String name, JsonParser in) {
        add(name);
        int value = size;
        recordValue(in);
        return value;
    }

    /** Copies a member whose value is at the position of the other tokens; afterwards they are at its last token. */
    int copy(String name, RecordedTokens from) {
        add(name);
        int value = size;
        int shift = value - from.cursor;
        int first = from.cursor;
        from.skip();
        for (int i = first; i <= from.cursor; i++) {
            add(from.items[i] instanceof Opening opening ? opening.shifted(shift) : from.items[i]);
        }
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

    /** The position of the current token. */
    int position() {
        return cursor;
    }

    /** Moves to a position that was recorded before. */
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

    /** Removes everything. The garbage collector frees the old values with the whole reply. */
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

    // Only nextMember passes names, so no caller asks for the token of a name.
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

    // Recursion is safe: the parser of these tokens rejects nesting deeper than QEMU's.
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

    // In the smallest type that holds it, as a parser returns it.
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

    @Override
    public @Nullable JsonParser parser() {
        return null;
    }
}
