package org.qmp4j.client.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.qmp4j.protocol.JsonText;

/** A JSON string in an array. */
final class StringSpan implements JsonString {
    /** How many bytes after the decoded ones are read to find the end of a character. */
    static final int MARGIN = 4;

    private final byte[] json;
    private final int start;
    private final int end;

    /**
     * A string from its opening quote to the position after its closing quote.
     *
     * @param json may end before the end of a long string; {@link #MARGIN} bytes after the decoded ones are enough
     */
    StringSpan(byte[] json, int start, int end) {
        this.json = json;
        this.start = start;
        this.end = end;
    }

    @Override
    public String text(int maxBytes) {
        int length = end - start - 2;
        if (length <= maxBytes) {
            return decode(json, start, end);
        }
        int cut = endOfWholeCharacters(start + 1 + maxBytes);
        byte[] beginning = Arrays.copyOfRange(json, start, cut + 1);
        beginning[beginning.length - 1] = '"';
        return withoutHalfAPair(decode(beginning, 0, beginning.length)) + "... (cut, " + length + " bytes)";
    }

    private static String decode(byte[] json, int start, int end) {
        for (int i = start; i < end; i++) {
            if (json[i] == '\\') {
                return JsonText.wrap(json, start, end - start).tree().stringValue();
            }
        }
        return new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }

    /** The last position up to the limit that is not inside an escape or a character of several bytes. */
    private int endOfWholeCharacters(int limit) {
        int position = start + 1;
        int next = position;
        while (next <= limit) {
            position = next;
            next += lengthAt(position);
        }
        return position;
    }

    private int lengthAt(int position) {
        byte first = json[position];
        if (first == '\\') {
            return json[position + 1] == 'u' ? 6 : 2;
        }
        if (first >= 0) {
            return 1;
        }
        return (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
    }

    /** Removes half a character: two escapes may be one character, and the cut may be between them. */
    private static String withoutHalfAPair(String text) {
        int last = text.length() - 1;
        return last >= 0 && Character.isHighSurrogate(text.charAt(last)) ? text.substring(0, last) : text;
    }
}
