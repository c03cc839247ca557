package org.qmp4j.client.message;

import java.nio.charset.StandardCharsets;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Finds input that QEMU's parser rejects: half a surrogate pair, a code point that is not a character, too much
 * nesting, too many tokens, too many bytes. QEMU's reply to such input has no id, so it could not be matched to the
 * call.
 *
 * <p>The message is ASCII, because {@link CommandEncoder} writes all other characters as escapes.
 */
final class WireCheck {
    /** MAX_TOKEN_SIZE in QEMU's qobject/json-parser.c. */
    private static final int MAX_BYTES = 64 << 20;

    /** MAX_TOKEN_COUNT in QEMU's qobject/json-parser.c. */
    private static final int MAX_TOKENS = 2 << 20;

    /** How many characters of a path an error message shows. */
    private static final int MOST_PATH = 200;

    private final byte[] message;
    private final String name;
    private int depth;
    private int tokens;

    private WireCheck(byte[] message, String name) {
        this.message = message;
        this.name = name;
    }

    static void check(byte[] message, String name) {
        if (message.length > MAX_BYTES) {
            throw new QmpInvalidCommandException(
                    "cannot send '" + name + "': it has " + message.length + " bytes and QEMU reads at most "
                            + MAX_BYTES,
                    name,
                    "",
                    null);
        }
        new WireCheck(message, name).run();
    }

    private void run() {
        // The newline at the end is not part of the message.
        for (int position = 0; position < message.length - 1; position++) {
            tokens += startsToken(position) ? 1 : 0;
            if (tokens > MAX_TOKENS) {
                throw refused(position, "QEMU reads at most " + MAX_TOKENS + " tokens in one message");
            }
            switch (message[position]) {
                case '"' -> position = passString(position + 1);
                case '{', '[' -> {
                    if (++depth > QmpJson.MAX_NESTING) {
                        throw refused(
                                position, "QEMU reads at most " + QmpJson.MAX_NESTING + " nested objects and arrays");
                    }
                }
                case '}', ']' -> depth--;
                default -> {}
            }
        }
    }

    /** Whether a brace, bracket, comma, colon or value begins here. The message has no white space. */
    private boolean startsToken(int position) {
        return !isInsideWord(message[position]) || position == 0 || !isInsideWord(message[position - 1]);
    }

    private static boolean isInsideWord(byte b) {
        return switch (b) {
            case '{', '}', '[', ']', ',', ':', '"' -> false;
            default -> true;
        };
    }

    /** Skips a string, and returns the position of its closing quote. */
    private int passString(int start) {
        int position = start;
        while (message[position] != '"') {
            if (message[position] != '\\') {
                position++;
            } else if (message[position + 1] != 'u') {
                position += 2;
            } else {
                position = passEscape(position);
            }
        }
        return position;
    }

    private int passEscape(int start) {
        char first = hex(start + 2);
        if (Character.isLowSurrogate(first)) {
            throw refused(start, "the second half of a surrogate pair stands alone");
        }
        if (!Character.isHighSurrogate(first)) {
            requireCharacter(start, first);
            return start + 6;
        }
        boolean paired =
                message[start + 6] == '\\' && message[start + 7] == 'u' && Character.isLowSurrogate(hex(start + 8));
        if (!paired) {
            throw refused(start, "the first half of a surrogate pair stands alone");
        }
        requireCharacter(start, Character.toCodePoint(first, hex(start + 8)));
        return start + 12;
    }

    private void requireCharacter(int position, int codePoint) {
        if ((codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF)) {
            throw refused(position, String.format("U+%04X is not a character", codePoint));
        }
    }

    private char hex(int start) {
        int value = 0;
        for (int i = start; i < start + 4; i++) {
            value = value << 4 | Character.digit(message[i], 16);
        }
        return (char) value;
    }

    private QmpInvalidCommandException refused(int position, String reason) {
        String path = pathAt(position);
        String place = path.isEmpty() ? "" : shortened(path) + ": ";
        return new QmpInvalidCommandException("cannot send '" + name + "': " + place + reason, name, path, null);
    }

    /** A path can have a thousand parts; its beginning is enough. */
    private static String shortened(String path) {
        return path.length() <= MOST_PATH ? path : path.substring(0, MOST_PATH) + "...";
    }

    /** The path of the member at this byte, found by parsing up to it. */
    private String pathAt(int position) {
        try (JsonParser in = JsonText.wrap(message, 0, message.length).parser()) {
            return pathAt(in, position);
        }
    }

    private String pathAt(JsonParser in, int position) {
        String path = "";
        try {
            while (in.nextToken() != null && in.currentTokenLocation().getCharOffset() <= position) {
                path = MemberPath.of("", in.streamReadContext());
            }
            return path;
        } catch (JacksonException unreadable) {
            // Nesting is too deep, or a name has half a surrogate pair. Jackson rejects such a pair too, but not in a
            // value.
            String object = MemberPath.of("", in.streamReadContext().getParent());
            return message[position] == '\\' ? MemberPath.of(object, stringAround(position)) : path;
        }
    }

    /** The string around this byte, as it is spelled. */
    private String stringAround(int position) {
        int start = position;
        while (message[start - 1] != '"') {
            start--;
        }
        int end = position;
        while (message[end] != '"') {
            end++;
        }
        return new String(message, start, end - start, StandardCharsets.US_ASCII);
    }
}
