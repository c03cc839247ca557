package org.qmp4j.client.framing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Follows one JSON object, which may come in pieces, from its first brace to its last: how deep it is in objects and
 * arrays, and whether inside of a string.
 *
 * <p>Eight bytes are looked at together, as one number. A large reply is a quarter of a megabyte, and this is the one pass
 * over it that the connection's reader thread makes.
 */
final class Nesting {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD_BYTES = Long.BYTES;

    /** In each byte, its highest bit; it marks the bytes that were looked for. */
    private static final long MARKS = 0x8080_8080_8080_8080L;

    private static final long QUOTES = inEachByte('"');
    private static final long BACKSLASHES = inEachByte('\\');
    /** Makes a bracket the brace that points the same way, and no other character either of them. */
    private static final long BRACKET_TO_BRACE = inEachByte('[' ^ '{');

    private static final long OPENING = inEachByte('{');
    private static final long CLOSING = inEachByte('}');

    private final int maxDepth;
    private int depth;
    private boolean inString;
    private boolean afterBackslash;
    private int passed;
    private int firstNestedEnd;

    Nesting(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /** Forgets the object. */
    void reset() {
        depth = 0;
        inString = false;
        afterBackslash = false;
        passed = 0;
        firstNestedEnd = 0;
    }

    /** Whether an object has begun and has not ended. */
    boolean isInside() {
        return depth > 0;
    }

    /** How many bytes of the object there are up to the end of the first object or array in it; 0 if there is none. */
    int firstNestedEnd() {
        return firstNestedEnd;
    }

    /** Reads on: to behind the object's last brace, or to the end of the bytes. */
    int pass(byte[] json, int start, int end) throws FramingException {
        int before = passed - start;
        int position = start;
        do {
            position = passWords(json, position, end, before);
            // A word with a backslash, or less than a word.
            int stop = Math.min(end, position + WORD_BYTES);
            while (position < stop && (depth > 0 || position == start)) {
                byte b = json[position++];
                take(b, before + position);
            }
        } while (position < end && depth > 0);
        passed = before + end;
        return position;
    }

    /** Passes words up to the object's end, or to one with a backslash. */
    private int passWords(byte[] json, int start, int end, int before) throws FramingException {
        int position = start;
        int deep = depth;
        long inside = inString ? MARKS : 0;
        while (!afterBackslash && position + WORD_BYTES <= end) {
            long word = (long) WORD.get(json, position);
            if (where(word, BACKSLASHES) != 0) {
                break;
            }
            long strings = betweenPairs(where(word, QUOTES)) ^ inside;
            long braces = word | BRACKET_TO_BRACE;
            long opening = where(braces, OPENING) & ~strings;
            long closing = where(braces, CLOSING) & ~strings;
            int opened = Long.bitCount(opening);
            int closed = Long.bitCount(closing);
            if ((closed > 0 && deep - closed <= 1) || deep + opened > maxDepth) {
                depth = deep;
                int last = passBraces(opening, closing, before + position);
                if (depth == 0) {
                    return position + last;
                }
                deep = depth;
            } else {
                deep += opened - closed;
            }
            // The last byte of the word is the highest one, and marks are sign bits.
            inside = strings >> (Long.SIZE - 1) & MARKS;
            position += WORD_BYTES;
        }
        depth = deep;
        inString = inside != 0;
        return position;
    }

    /** Takes the braces of a word, one after the other; returns how many bytes it is to behind the last one taken. */
    private int passBraces(long opening, long closing, int bytesBefore) throws FramingException {
        int behind = 0;
        for (long left = opening | closing; left != 0 && (behind == 0 || depth > 0); left &= left - 1) {
            behind = Long.numberOfTrailingZeros(left) / Byte.SIZE + 1;
            if ((opening & left & -left) != 0) {
                open();
            } else {
                close(bytesBefore + behind);
            }
        }
        return behind;
    }

    private void take(byte b, int bytesOfObject) throws FramingException {
        if (afterBackslash) {
            afterBackslash = false;
        } else if (inString) {
            inString = b != '"';
            afterBackslash = b == '\\';
        } else {
            switch (b) {
                case '"' -> inString = true;
                case '{', '[' -> open();
                case '}', ']' -> close(bytesOfObject);
                default -> {}
            }
        }
    }

    private void open() throws FramingException {
        if (++depth > maxDepth) {
            throw new FramingException("objects and arrays nest deeper than the limit of " + maxDepth);
        }
    }

    private void close(int bytesOfObject) {
        if (--depth == 1 && firstNestedEnd == 0) {
            firstNestedEnd = bytesOfObject;
        }
    }

    private static long inEachByte(int b) {
        return b * 0x0101_0101_0101_0101L;
    }

    /** Marks the bytes of a word that are equal to that one. Exact: no carry goes from one byte to the next. */
    private static long where(long word, long wanted) {
        long differences = word ^ wanted;
        return ~(((differences & ~MARKS) + ~MARKS) | differences) & MARKS;
    }

    /** Marks each byte from an odd mark, counted from the lowest byte, up to before the even one that follows it. */
    private static long betweenPairs(long marks) {
        long between = marks;
        between ^= between << Byte.SIZE;
        between ^= between << (2 * Byte.SIZE);
        between ^= between << (4 * Byte.SIZE);
        return between;
    }
}
