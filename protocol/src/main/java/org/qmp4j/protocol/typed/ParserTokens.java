package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Tokens that come directly from a parser. */
record ParserTokens(JsonParser in) implements Tokens {
    @Override
    public @Nullable JsonToken current() {
        return in.currentToken();
    }

    @Override
    public @Nullable JsonToken next() {
        return in.nextToken();
    }

    @Override
    public @Nullable String nextMember() {
        String name = in.nextName();
        if (name != null) {
            in.nextToken();
        }
        return name;
    }

    @Override
    public @Nullable String string() {
        return in.currentToken() == JsonToken.VALUE_STRING ? in.getString() : null;
    }

    @Override
    public String text() {
        return in.getString();
    }

    @Override
    public boolean isBig() {
        return in.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    }

    @Override
    public long longValue() {
        return in.getLongValue();
    }

    @Override
    public BigInteger bigValue() {
        return in.getBigIntegerValue();
    }

    @Override
    public double doubleValue() {
        return in.getDoubleValue();
    }

    @Override
    public JsonNode tree() {
        return QmpJson.read(in);
    }

    @Override
    public void skip() {
        in.skipChildren();
    }

    @Override
    public JsonParser parser() {
        return in;
    }
}
