package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** JSON token by token: out of a parser, or out of what was put aside. Stands on a token. */
sealed interface Tokens permits ParserTokens, RecordedTokens {
    /** The token; null behind the last. */
    @Nullable
    JsonToken current();

    /** Goes to the next token. */
    @Nullable
    JsonToken next();

    /** Goes to the value of the object's next member; returns its name, or null at the end of the object. */
    @Nullable
    String nextMember();

    /** The text of a string; null if the value is none. */
    @Nullable
    String string();

    /** The text of a string or of a number. */
    String text();

    /** Whether a whole number does not fit a {@code long}. */
    boolean isBig();

    long longValue();

    BigInteger bigValue();

    double doubleValue();

    /** Reads the value as a tree, and stays on its last token. */
    JsonNode tree();

    /** Passes over the value, and stays on its last token. */
    void skip();

    /** The parser that the tokens came from, for exceptions; null for what was put aside. */
    @Nullable
    JsonParser parser();
}
