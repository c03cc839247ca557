package org.qmp4j.client.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.JsonText;

/**
 * Walks over the members of one JSON object without decoding their values, so that the thread that reads a connection
 * need not.
 *
 * <p>What is not JSON at this level is refused; what is wrong inside a value shows when the value is decoded.
 */
final class ObjectMembers {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long QUOTES = '"' * 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = '\\' * 0x0101_0101_0101_0101L;

    private final byte[] json;
    private final int end;
    private int position;
    private int firstNestedEnd;

    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;

    /** The members of the object that fills this part of the array. */
    ObjectMembers(byte[] json, int start, int end) throws MalformedMessageException {
        this(json, start, end, 0);
    }

    /**
     * The members of the object that fills this part of the array.
     *
     * @param firstNestedEnd where the first of them ends that is an object or an array; 0 where that is not known
     */
    ObjectMembers(byte[] json, int start, int end, int firstNestedEnd) throws MalformedMessageException {
        this.firstNestedEnd = firstNestedEnd;
        this.json = json;
        this.end = end;
        this.position = start;
        expect('{');
    }

    /** Goes to the next member; false after the last one. */
    boolean next() throws MalformedMessageException {
        skipSpace();
        if (peek() == '}') {
            return false;
        }
        if (valueEnd > 0) {
            expect(',');
            skipSpace();
        }
        nameStart = position + 1;
        passString();
        nameEnd = position - 1;
        skipSpace();
        expect(':');
        skipSpace();
        valueStart = position;
        passValue();
        valueEnd = position;
        return true;
    }

    /** Whether the member has that name, which is plain ASCII. */
    boolean isNamed(String name) {
        if (nameEnd - nameStart != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (json[nameStart + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The member's value as text. */
    JsonText value() {
        return JsonText.wrap(json, valueStart, valueEnd - valueStart);
    }

    /** The member's value as it is spelled; only the beginning of a longer one, with dots behind it. */
    String spelling(int maxBytes) {
        int length = valueEnd - valueStart;
        return length <= maxBytes
                ? new String(json, valueStart, length, StandardCharsets.UTF_8)
                : new String(json, valueStart, maxBytes, StandardCharsets.ISO_8859_1) + "...";
    }

    /** The member's value as a whole number. */
    long valueAsLong() throws MalformedMessageException {
        boolean negative = json[valueStart] == '-';
        long value = 0;
        for (int i = negative ? valueStart + 1 : valueStart; i < valueEnd; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                throw malformed("a whole number");
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** The members of the member's value, which must be an object. */
    ObjectMembers members() throws MalformedMessageException {
        return new ObjectMembers(json, valueStart, valueEnd);
    }

    /** Whether the member's value is an object. */
    boolean isObject() {
        return json[valueStart] == '{';
    }

    /** The member's value where it is a string, else null. */
    @Nullable
    StringSpan string() {
        return json[valueStart] == '"' ? new StringSpan(json, valueStart, valueEnd) : null;
    }

    private void passValue() throws MalformedMessageException {
        byte first = peek();
        if (first == '"') {
            passString();
        } else if (first == '{' || first == '[') {
            passNested();
        } else {
            int start = position;
            while (position < end && !endsScalar(json[position])) {
                position++;
            }
            if (position == start) {
                throw malformed("a value");
            }
        }
    }

    private static boolean endsScalar(byte b) {
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\r' || b == '\n' || b == '\t';
    }

    private void passNested() throws MalformedMessageException {
        if (firstNestedEnd > position) {
            position = firstNestedEnd;
            firstNestedEnd = 0;
            return;
        }
        int depth = 0;
        int at = position;
        while (at < end) {
            switch (json[at++]) {
                case '"' -> at = afterString(at);
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        position = at;
                        return;
                    }
                }
                default -> {}
            }
        }
        position = end;
        throw malformed("more");
    }

    private void passString() throws MalformedMessageException {
        expect('"');
        position = afterString(position);
    }

    /** The place behind the closing quote of the string that this place is in. */
    private int afterString(int inside) throws MalformedMessageException {
        int at = passPlainWords(inside);
        while (at < end) {
            byte b = json[at++];
            if (b == '"') {
                return at;
            }
            if (b == '\\') {
                at++;
            }
        }
        position = end;
        throw malformed("more");
    }

    /** Eight bytes at a time, as long as none of them is a quote or a backslash: a string may have 64 MiB. */
    private int passPlainWords(int start) {
        int at = start;
        while (at + Long.BYTES <= end) {
            long word = (long) WORD.get(json, at);
            if ((zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES)) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        return at;
    }

    /** Is zero where no byte of the word is. */
    private static long zeroBytes(long word) {
        return (word - 0x0101_0101_0101_0101L) & ~word & 0x8080_8080_8080_8080L;
    }

    private void skipSpace() {
        while (position < end && json[position] <= ' ' && json[position] > 0) {
            position++;
        }
    }

    private byte peek() throws MalformedMessageException {
        if (position >= end) {
            throw malformed("more");
        }
        return json[position];
    }

    private void expect(char wanted) throws MalformedMessageException {
        if (peek() != wanted) {
            throw malformed("'" + wanted + "'");
        }
        position++;
    }

    private MalformedMessageException malformed(String wanted) {
        int from = Math.max(0, Math.min(position, end) - 20);
        String around =
                new String(Arrays.copyOfRange(json, from, Math.min(end, from + 40)), StandardCharsets.ISO_8859_1);
        return new MalformedMessageException(
                "expected " + wanted + " at byte " + position + " of a message, near: " + around, null);
    }
}
