package org.qmp4j.client.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.qmp4j.protocol.JsonText;

/** Where a JSON string stands in an array. */
final class StringSpan implements JsonString {
    /** How far behind the bytes that may be decoded is looked for the end of a character. */
    static final int MARGIN = 4;

    private final byte[] json;
    private final int start;
    private final int end;

    /**
     * A string from the place of its opening quote to the place behind its closing quote.
     *
     * @param json need not have all of a string that is longer than what will be decoded: {@link #MARGIN} bytes more are enough
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

    /** The last place up to the limit that is neither inside of an escape nor of a character of several bytes. */
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

    /** Two escapes may spell one character, of which only the first was decoded. */
    private static String withoutHalfAPair(String text) {
        int last = text.length() - 1;
        return last >= 0 && Character.isHighSurrogate(text.charAt(last)) ? text.substring(0, last) : text;
    }
}
