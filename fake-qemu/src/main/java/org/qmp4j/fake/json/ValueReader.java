package org.qmp4j.fake.json;

import java.math.BigInteger;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds a tree from the tokens of one value, which are nested at most {@link JsonInput#MAX_NESTING} levels. */
final class ValueReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private final List<Token> tokens;
    private int next;

    ValueReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    JsonNode read() throws UnreadableException {
        return value(take());
    }

    private Token take() {
        // Brackets are balanced, or the last token is rejected: there always is a next one.
        return tokens.get(Math.min(next++, tokens.size() - 1));
    }

    private JsonNode value(Token token) throws UnreadableException {
        return switch (token.kind()) {
            case OPEN_OBJECT -> object();
            case OPEN_LIST -> list();
            case STRING -> NODES.stringNode(string(token));
            case INTEGER -> integer(token.text());
            case DECIMAL -> NODES.numberNode(Double.parseDouble(token.text()));
            case KEYWORD -> keyword(token);
            default -> throw new UnreadableException(token, "expecting value");
        };
    }

    private JsonNode object() throws UnreadableException {
        ObjectNode object = NODES.objectNode();
        Token token = take();
        if (token.kind() == Token.Kind.CLOSE_OBJECT) {
            return object;
        }
        while (true) {
            JsonNode key = value(token);
            if (!key.isString()) {
                throw new UnreadableException(token, "key is not a string in object");
            }
            if (take().kind() != Token.Kind.COLON) {
                throw new UnreadableException(token, "missing : in object pair");
            }
            JsonNode value = value(take());
            if (object.has(key.stringValue())) {
                throw new UnreadableException(token, "duplicate key");
            }
            object.set(key.stringValue(), value);
            token = take();
            if (token.kind() == Token.Kind.CLOSE_OBJECT) {
                return object;
            }
            if (token.kind() != Token.Kind.COMMA) {
                throw new UnreadableException(token, "expected separator in dict");
            }
            token = take();
        }
    }

    private JsonNode list() throws UnreadableException {
        ArrayNode list = NODES.arrayNode();
        Token token = take();
        if (token.kind() == Token.Kind.CLOSE_LIST) {
            return list;
        }
        while (true) {
            list.add(value(token));
            token = take();
            if (token.kind() == Token.Kind.CLOSE_LIST) {
                return list;
            }
            if (token.kind() != Token.Kind.COMMA) {
                throw new UnreadableException(token, "expected separator in list");
            }
            token = take();
        }
    }

    private static String string(Token token) throws UnreadableException {
        return StringReader.read(token);
    }

    private static JsonNode keyword(Token token) throws UnreadableException {
        return switch (token.text()) {
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            case "null" -> NODES.nullNode();
            default -> throw new UnreadableException(token, "invalid keyword '" + token.text() + "'");
        };
    }

    /** Exact where it fits 64 bits, with a sign or without; else the nearest double. */
    private static JsonNode integer(String digits) {
        if (digits.length() <= 18) {
            return exact(Long.parseLong(digits));
        }
        // Longer ones fit neither; and reading a million digits exactly would take for ever.
        if (digits.length() <= 20) {
            BigInteger exact = new BigInteger(digits);
            if (exact.bitLength() < Long.SIZE) {
                return exact(exact.longValue());
            }
            if (exact.compareTo(LEAST) >= 0 && exact.compareTo(GREATEST) <= 0) {
                return NODES.numberNode(exact);
            }
        }
        return NODES.numberNode(Double.parseDouble(digits));
    }

    /** As Jackson has it: the two kinds of numbers are not equal to each other. */
    private static JsonNode exact(long value) {
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }
}
