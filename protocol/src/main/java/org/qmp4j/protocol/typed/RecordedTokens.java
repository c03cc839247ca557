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

        Opening shifted(int places) {
            Opening copy = new Opening(token, null);
            copy.end = end + places;
            return copy;
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

    /** Puts a member aside whose value was put aside elsewhere, where the other tokens stand; they end on its last token. */
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

    @Override
    public @Nullable JsonParser parser() {
        return null;
    }
}
