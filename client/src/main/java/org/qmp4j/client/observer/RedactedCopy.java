package org.qmp4j.client.observer;

import java.io.StringWriter;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;

/**
 * A copy of a message without its secrets, perhaps of its beginning only. What is cut is whole strings with their secrets removed,
 * so the end of a copy never shows a part of a secret.
 *
 * @param isSecret whether the value of a member with this name is a secret
 * @param secrets texts to be replaced wherever they are
 * @param maxChars the length of the copy; nothing is decoded that it does not need
 */
record RedactedCopy(Predicate<String> isSecret, Set<String> secrets, int maxChars) {
    static final int WHOLE = Integer.MAX_VALUE;

    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/@:]*):[^/\\s]*@");

    String of(JsonText message) {
        StringWriter text = new StringWriter();
        TokenLimit limit = new TokenLimit();
        try (JsonParser in = (maxChars == WHOLE ? message : message.checked(limit)).parser();
                JsonGenerator out = QmpJson.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            boolean isWhole = copy(in, out, text.getBuffer(), limit);
            // Not by closing it: that would end the objects that the cut has left open.
            out.flush();
            return isWhole && text.getBuffer().length() <= maxChars ? text.toString() : cut(text, message);
        } catch (JacksonException unreadable) {
            return "(" + message.length() + " bytes that are no JSON)";
        }
    }

    private String cut(StringWriter text, JsonText message) {
        int shown = Math.min(maxChars, text.getBuffer().length());
        return text.getBuffer().substring(0, shown) + "... (" + message.length() + " bytes)";
    }

    /** Returns whether all is copied, and not just as much as the copy needs. */
    private boolean copy(JsonParser in, JsonGenerator out, StringBuffer written, TokenLimit limit) {
        try {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                limit.restart();
                if (token == JsonToken.VALUE_STRING) {
                    out.writeString(redacted(in.getString()));
                } else {
                    out.copyCurrentEventExact(in);
                }
                if (token == JsonToken.PROPERTY_NAME && isSecret.test(in.currentName())) {
                    in.nextToken();
                    limit.suspend();
                    in.skipChildren();
                    out.writeString(Redaction.MASK);
                }
                if (written.length() > maxChars) {
                    return false;
                }
            }
            return true;
        } catch (LongTokenException notShown) {
            return false;
        }
    }

    /** A URL may hold a password, and a file name may hold a whole object: {@code json:{"driver": "https", ...}}. */
    private String redacted(String value) {
        if (value.startsWith("json:")) {
            return "json:"
                    + new RedactedCopy(isSecret, secrets, WHOLE).of(JsonText.of(value.substring("json:".length())));
        }
        // QEMU's errors repeat such a name: Cannot find device='json:{"driver": ...
        int object = value.indexOf("json:{");
        String shown = object < 0 ? value : value.substring(0, object) + "json:" + Redaction.MASK;
        for (String secret : secrets) {
            shown = shown.replace(secret, Redaction.MASK);
        }
        return shown.contains("://") ? URL_PASSWORD.matcher(shown).replaceAll("$1:" + Redaction.MASK + "@") : shown;
    }

    /** Ends the decoding of a name or string of more than a million characters. Runs before each piece that a parser decodes. */
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
            super("too long to be shown", null, false, false);
        }
    }
}
