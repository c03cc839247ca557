package org.qmp4j.client.message;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.framing.Frame;
import org.qmp4j.client.framing.JsonBytes;
import org.qmp4j.protocol.JsonText;

/**
 * Finds the members of one JSON object without decoding their values, because the reader thread must not do that.
 *
 * <p>Invalid JSON at this level is rejected. Invalid JSON inside a value is found when the value is decoded.
 */
final class ObjectMembers implements Members {
    private final byte[] json;
    private final int end;
    private int position;
    private int firstNestedEnd;

    private int nameStart;
    private int valueStart;
    private int valueEnd;

    /** The members of a whole message. */
    ObjectMembers(Frame.Joined frame) throws MalformedMessageException {
        this(frame.json(), 0, frame.json().length);
        firstNestedEnd = frame.firstNestedEnd();
    }

    /** The members of the object in this part of the array. */
    ObjectMembers(byte[] json, int start, int end) throws MalformedMessageException {
        this.json = json;
        this.end = end;
        this.position = start;
        expect('{');
    }

    @Override
    public boolean next() throws MalformedMessageException {
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
        skipSpace();
        expect(':');
        skipSpace();
        valueStart = position;
        passValue();
        valueEnd = position;
        return true;
    }

    @Override
    public boolean isNamed(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (json[nameStart + i] != name.charAt(i)) {
                return false;
            }
        }
        // No character of a plain name equals the closing quote, so the loop has not passed it.
        return json[nameStart + name.length()] == '"';
    }

    @Override
    public JsonText value() {
        return JsonText.wrap(json, valueStart, valueEnd - valueStart);
    }

    @Override
    public String spelling(int maxBytes) {
        int length = valueEnd - valueStart;
        return length <= maxBytes
                ? new String(json, valueStart, length, StandardCharsets.UTF_8)
                : new String(json, valueStart, maxBytes, StandardCharsets.ISO_8859_1) + "...";
    }

    @Override
    public long valueAsLong() throws MalformedMessageException {
        try {
            return wholeNumber(json, valueStart, valueEnd);
        } catch (NumberFormatException none) {
            throw malformed("a whole number");
        }
    }

    static long wholeNumber(byte[] json, int start, int end) {
        boolean negative = json[start] == '-';
        long value = 0;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                throw new NumberFormatException();
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    @Override
    public ObjectMembers members() throws MalformedMessageException {
        return new ObjectMembers(json, valueStart, valueEnd);
    }

    @Override
    public boolean isObject() {
        return json[valueStart] == '{';
    }

    @Override
    public @Nullable StringSpan string() {
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
            while (position < end && !JsonBytes.endsScalar(json[position])) {
                position++;
            }
            if (position == start) {
                throw malformed("a value");
            }
        }
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

    /** Returns the position after the closing quote of the string around this position. */
    private int afterString(int inside) throws MalformedMessageException {
        int at = JsonBytes.passPlainWords(json, inside, end);
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

    private void skipSpace() {
        while (position < end && JsonBytes.isSpace(json[position])) {
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
        return MalformedMessageException.expected(wanted, position);
    }
}
