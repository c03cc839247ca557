package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** JSON as a sequence of tokens with a current token: from a parser, or recorded. */
sealed interface Tokens permits ParserTokens, RecordedTokens {
    /** The current token; null after the last token. */
    @Nullable
    JsonToken current();

    /** Moves to the next token. */
    @Nullable
    JsonToken next();

    /** Moves to the value of the object's next member; returns its name, or null at the end of the object. */
    @Nullable
    String nextMember();

    /** The text of a string; null if the value is not a string. */
    @Nullable
    String string();

    /** The text of a string or of a number. */
    String text();

    /** Whether a whole number is outside of the range of {@code long}. */
    boolean isBig();

    long longValue();

    BigInteger bigValue();

    double doubleValue();

    /** Reads the value as a tree, and stays at its last token. */
    JsonNode tree();

    /** Skips the value, and stays at its last token. */
    void skip();

    /** The parser of the tokens, for exceptions; null for recorded tokens. */
    @Nullable
    JsonParser parser();
}
