package org.qmp4j.fake.json;

import java.nio.charset.StandardCharsets;

/** Reads the text between the quotes of a string: resolves escapes, and rejects what QEMU rejects. */
final class StringReader {
    private final Token token;
    private final byte[] bytes;
    private final StringBuilder text = new StringBuilder();
    private int at = 1;

    private StringReader(Token token) {
        this.token = token;
        this.bytes = token.bytes();
    }

    static String read(Token token) throws UnreadableException {
        return new StringReader(token).read();
    }

    private String read() throws UnreadableException {
        while (at < bytes.length - 1) {
            int b = bytes[at] & 0xFF;
            if (b == '\\') {
                escape();
            } else if (b < 0x80) {
                text.append((char) b);
                at++;
            } else {
                character();
            }
        }
        return text.toString();
    }

    private void escape() throws UnreadableException {
        int b = bytes[at + 1];
        at += 2;
        switch (b) {
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case '"', '\'', '\\', '/' -> text.append((char) b);
            case 'u' -> unicode();
            default -> throw wrong("invalid escape sequence in string");
        }
    }

    private void unicode() throws UnreadableException {
        int begin = at - 2;
        int unit = fourDigits();
        int codePoint = unit;
        if (Character.isHighSurrogate((char) unit)
                && at + 1 < bytes.length
                && bytes[at] == '\\'
                && bytes[at + 1] == 'u') {
            int first = at;
            at += 2;
            int second = fourDigits();
            if (Character.isLowSurrogate((char) second)) {
                codePoint = Character.toCodePoint((char) unit, (char) second);
            } else {
                at = first;
            }
        }
        if (!isCharacter(codePoint)) {
            throw notACharacter(begin, at);
        }
        text.appendCodePoint(codePoint);
    }

    private int fourDigits() throws UnreadableException {
        int value = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < bytes.length - 1 ? Character.digit(bytes[at], 16) : -1;
            if (digit < 0) {
                throw notACharacter(at - i - 2, Math.min(at - i + 4, bytes.length - 1));
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** A character of more than one byte. QEMU takes C0 80 for U+0000, and nothing else that is longer than need be. */
    private void character() throws UnreadableException {
        int first = bytes[at] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC0 || first > 0xF7 || at + length > bytes.length - 1) {
            throw wrong("invalid UTF-8 sequence in string");
        }
        int codePoint = first & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            int b = bytes[at + i] & 0xFF;
            if ((b & 0xC0) != 0x80) {
                throw wrong("invalid UTF-8 sequence in string");
            }
            codePoint = codePoint << 6 | (b & 0x3F);
        }
        boolean isTooLong = codePoint < (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
        boolean isZero = length == 2 && codePoint == 0;
        if ((isTooLong && !isZero) || !isCharacter(codePoint)) {
            throw wrong("invalid UTF-8 sequence in string");
        }
        text.appendCodePoint(codePoint);
        at += length;
    }

    /** Neither half of a pair, nor one of those that Unicode has reserved for no character. */
    private static boolean isCharacter(int codePoint) {
        return codePoint <= Character.MAX_CODE_POINT
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
                && (codePoint < 0xFDD0 || codePoint > 0xFDEF)
                && (codePoint & 0xFFFE) != 0xFFFE;
    }

    private UnreadableException notACharacter(int from, int to) {
        return wrong(
                new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) + " is not a valid Unicode character");
    }

    private UnreadableException wrong(String reason) {
        return new UnreadableException(token, reason);
    }
}
