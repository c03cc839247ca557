package org.qmp4j.client.framing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The positions of the first members of a JSON object. They are found while its bytes come, so that no thread has to
 * scan a large object again when it is complete. The bytes may be split anywhere.
 *
 * <p>A member whose value is an object has an outline too, for one more level.
 */
public final class Outline {
    /** How many members of an object are used. One more is stored, to show that there are more. */
    public static final int MOST_MEMBERS = 64;

    /**
     * A part of the message.
     *
     * @param start its first byte, counted from the beginning of the whole message
     * @param end the position after its last byte
     */
    public record Span(int start, int end) {
        /** The length in bytes. */
        public int length() {
            return end - start;
        }
    }

    /**
     * A member of an object.
     *
     * @param name without its quotes
     * @param first the first byte of the value
     * @param inner the outline of a value that is an object; null for other values, and for objects two levels deep
     */
    public record Member(
            Span name, Span value, byte first, @Nullable Outline inner) {}

    private enum Place {
        OPENING,
        FIRST_NAME,
        NAME,
        IN_NAME,
        COLON,
        VALUE,
        IN_STRING,
        IN_NESTED,
        IN_SCALAR,
        BEHIND_VALUE,
        END,
        BROKEN
    }

    private final int levels;
    private final List<Member> members = new ArrayList<>(4);
    private final Nesting nested = new Nesting(Integer.MAX_VALUE);
    private Place place = Place.OPENING;
    private String expected = "more";
    private int passed;

    /** An index in the current array plus this is the position in the message. */
    private int origin;

    /** The position of the first byte of the current name or value. */
    private int start;

    private Span name = new Span(0, 0);
    private byte first;
    private @Nullable Outline inner;
    private boolean afterBackslash;

    /** The outline of a message whose first byte comes next. */
    Outline() {
        this(1, 0);
    }

    private Outline(int levels, int passed) {
        this.levels = levels;
        this.passed = passed;
    }

    /** The members in the order of the message. */
    public List<Member> members() {
        return members;
    }

    /**
     * Whether the object ends after these members, or has too many. If not, the object is not valid JSON after them.
     */
    public boolean isWhole() {
        return place == Place.END;
    }

    /** What was expected where the object is not valid JSON. */
    public String expected() {
        return expected;
    }

    /** The position where the object is not valid JSON, or its end. */
    public int passed() {
        return passed;
    }

    /** Reads on. Ignores bytes after the last member that is stored. */
    void take(byte[] json, int from, int end) throws FramingException {
        origin = passed - from;
        int at = from;
        while (at < end && place != Place.END && place != Place.BROKEN) {
            at = switch (place) {
                case IN_NAME, IN_STRING -> passString(json, at, end);
                case IN_NESTED -> passNested(json, at, end);
                case IN_SCALAR -> passScalar(json, at, end);
                default -> passBetween(json[at], at);
            };
        }
        passed = origin + at;
    }

    private int passBetween(byte b, int at) {
        if (JsonBytes.isSpace(b)) {
            return at + 1;
        }
        if (b == '}' && (place == Place.FIRST_NAME || place == Place.BEHIND_VALUE)) {
            place = Place.END;
            return at + 1;
        }
        return switch (place) {
            case OPENING -> expect('{', b, at, Place.FIRST_NAME);
            case FIRST_NAME, NAME -> expect('"', b, at, Place.IN_NAME);
            case COLON -> expect(':', b, at, Place.VALUE);
            case BEHIND_VALUE -> expect(',', b, at, Place.NAME);
            default -> beginValue(b, at);
        };
    }

    private int expect(char wanted, byte b, int at, Place next) {
        if (b != wanted) {
            return refuse("'" + wanted + "'", at);
        }
        place = next;
        start = origin + at + 1;
        return at + 1;
    }

    private int refuse(String wanted, int at) {
        place = Place.BROKEN;
        expected = wanted;
        return at;
    }

    private int beginValue(byte b, int at) {
        if (JsonBytes.endsScalar(b)) {
            return refuse("a value", at);
        }
        start = origin + at;
        first = b;
        inner = b == '{' && levels > 0 ? new Outline(levels - 1, start) : null;
        if (b == '{' || b == '[') {
            nested.reset();
            place = Place.IN_NESTED;
            return at;
        }
        place = b == '"' ? Place.IN_STRING : Place.IN_SCALAR;
        return at + 1;
    }

    private int passString(byte[] json, int from, int end) {
        int at = from;
        while (at < end) {
            if (afterBackslash) {
                afterBackslash = false;
                at++;
            } else {
                at = JsonBytes.passPlainWords(json, at, end);
                if (at < end && json[at++] == '"') {
                    endString(at);
                    return at;
                }
                afterBackslash = json[at - 1] == '\\';
            }
        }
        return at;
    }

    private void endString(int at) {
        if (place == Place.IN_NAME) {
            name = new Span(start, origin + at - 1);
            place = Place.COLON;
        } else {
            endValue(at);
        }
    }

    private int passNested(byte[] json, int from, int end) throws FramingException {
        int at = nested.pass(json, from, end);
        if (inner != null) {
            inner.take(json, from, at);
        }
        if (!nested.isInside()) {
            endValue(at);
        }
        return at;
    }

    private int passScalar(byte[] json, int from, int end) {
        int at = from;
        while (at < end && !JsonBytes.endsScalar(json[at])) {
            at++;
        }
        if (at < end) {
            endValue(at);
        }
        return at;
    }

    private void endValue(int at) {
        members.add(new Member(name, new Span(start, origin + at), first, inner));
        place = members.size() > MOST_MEMBERS ? Place.END : Place.BEHIND_VALUE;
    }
}
