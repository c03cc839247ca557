package org.qmp4j.protocol;

import java.io.StringWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Copies JSON, or its beginning, without its secrets. Secrets are removed from whole strings before the copy is cut, so the end of a
 * copy never shows a part of a secret.
 *
 * @param names which members are secret
 * @param strings masks what is secret within a string
 * @param found called for each text of a secret member; if null, such members are not decoded
 */
record MaskedCopy(
        SecretNames names, MaskedStrings strings, @Nullable Consumer<String> found) {
    static final int WHOLE = Integer.MAX_VALUE;

    // The objects that are open where the copy is cut must stay open.
    private static final JsonFactory WITHOUT_ENDS = QmpJson.FACTORY
            .rebuild()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    /** Copies at most {@code maxChars} characters, and decodes no more than that needs. */
    String of(JsonText json, int maxChars) {
        TokenLimit limit = new TokenLimit();
        StringWriter text = new StringWriter();
        try (JsonParser in = (maxChars == WHOLE ? json : json.checked(limit)).parser()) {
            boolean isWhole = copy(in, text, limit, maxChars);
            return isWhole && text.getBuffer().length() <= maxChars ? text.toString() : cut(text, json, maxChars);
        } catch (JacksonException unreadable) {
            return "(" + json.length() + " bytes that are not JSON)";
        }
    }

    /**
     * Copies everything that a parser reads.
     *
     * @throws JacksonException if it is not valid JSON
     */
    String of(JsonParser in) {
        StringWriter text = new StringWriter();
        copy(in, text, new TokenLimit(), WHOLE);
        return text.toString();
    }

    private static String cut(StringWriter text, JsonText json, int maxChars) {
        int shown = Math.min(maxChars, text.getBuffer().length());
        return text.getBuffer().substring(0, shown) + "... (" + json.length() + " bytes)";
    }

    /** Returns whether everything is copied; false if the copy was long enough before. */
    private boolean copy(JsonParser in, StringWriter text, TokenLimit limit, int maxChars) {
        try (JsonGenerator out = WITHOUT_ENDS.createGenerator(ObjectWriteContext.empty(), text)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                limit.restart();
                copy(token, in, out, limit);
                if (text.getBuffer().length() > maxChars) {
                    return false;
                }
            }
            return true;
        } catch (LongTokenException notShown) {
            return false;
        }
    }

    private void copy(JsonToken token, JsonParser in, JsonGenerator out, TokenLimit limit) {
        if (token == JsonToken.VALUE_STRING) {
            out.writeString(strings.masked(in.currentName(), in.getString()));
            return;
        }
        out.copyCurrentEventExact(in);
        if (token == JsonToken.PROPERTY_NAME && names.isSecret(in.currentName())) {
            limit.suspend();
            mask(in, out);
        }
    }

    /** A boolean, a null and an object without members reveal no secret. */
    private void mask(JsonParser in, JsonGenerator out) {
        JsonToken value = in.nextToken();
        if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE || value == JsonToken.VALUE_NULL) {
            out.copyCurrentEventExact(in);
        } else if (value == JsonToken.START_OBJECT && in.nextToken() == JsonToken.END_OBJECT) {
            out.writeStartObject();
            out.writeEndObject();
        } else {
            passOver(in, value);
            out.writeString(Secrets.MASK);
        }
    }

    /** Moves to the end of a value; in an object, the parser may be at the first name already. */
    private void passOver(JsonParser in, JsonToken first) {
        tell(in, first);
        for (int open = first.isStructStart() ? 1 : 0; open > 0; ) {
            JsonToken token = in.nextToken();
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            tell(in, token);
        }
    }

    private void tell(JsonParser in, JsonToken token) {
        if (found != null && token == JsonToken.VALUE_STRING) {
            found.accept(in.getString());
        }
    }

    /** Stops the decoding of a name or string of more than a million characters. Runs before each piece that a parser decodes. */
    private static final class TokenLimit implements Runnable {
        // A piece has some 4,000 characters.
        private static final int MAX_PIECES = 256;

        private int pieces;

        void restart() {
            pieces = 0;
        }

        /** A value that is skipped may be of any length: the parser does not keep it. */
        void suspend() {
            pieces = Integer.MIN_VALUE;
        }

        @Override
        public void run() {
            pieces++;
            if (pieces > MAX_PIECES) {
                throw new LongTokenException();
            }
        }
    }

    private static final class LongTokenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LongTokenException() {
            super("too long to show", null, false, false);
        }
    }
}
