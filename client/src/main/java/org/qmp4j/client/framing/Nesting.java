package org.qmp4j.client.framing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of one JSON object, which may come in pieces. For this it counts open objects and arrays, outside of
 * strings.
 *
 * <p>It processes eight bytes together, as one number. A large reply has a quarter of a megabyte, and this is the only
 * time that the reader thread scans it.
 */
final class Nesting {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD_BYTES = Long.BYTES;

    /** The highest bit of each byte. It marks the bytes that a search has found. */
    private static final long MARKS = 0x8080_8080_8080_8080L;

    private static final long QUOTES = inEachByte('"');
    private static final long BACKSLASHES = inEachByte('\\');
    /** Turns a bracket into the brace of the same direction; turns no other character into a brace. */
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

    /** Prepares for the next object. */
    void reset() {
        depth = 0;
        inString = false;
        afterBackslash = false;
        passed = 0;
        firstNestedEnd = 0;
    }

    /** Whether an object has begun, but not ended. */
    boolean isInside() {
        return depth > 0;
    }

    /** The frame of the object that has ended; these are its bytes. */
    Frame frame(byte[] object) {
        return new Frame.Joined(object, firstNestedEnd);
    }

    /** Reads on, and returns the position after the object's last brace, or the end of the bytes. */
    int pass(byte[] json, int start, int end) throws FramingException {
        int before = passed - start;
        int position = start;
        do {
            position = passWords(json, position, end, before);
            // Byte by byte: a word with a backslash, or the rest that is shorter than a word.
            int stop = Math.min(end, position + WORD_BYTES);
            while (position < stop && (depth > 0 || position == start)) {
                byte b = json[position++];
                take(b, before + position);
            }
        } while (position < end && depth > 0);
        passed = before + end;
        return position;
    }

    /** Reads words up to the object's end, or up to a word with a backslash. */
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

    /**
     * Counts the braces of a word, one after the other. Returns the number of bytes up to and including the last one.
     */
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

    /** Marks the bytes of a word that are equal to the wanted one. Exact: no carry goes from one byte to the next. */
    private static long where(long word, long wanted) {
        long differences = word ^ wanted;
        return ~(((differences & ~MARKS) + ~MARKS) | differences) & MARKS;
    }

    /**
     * Marks the bytes from the first mark up to the byte before the second, from the third up to the byte before the
     * fourth, and so on, starting at the lowest byte.
     */
    private static long betweenPairs(long marks) {
        long between = marks;
        between ^= between << Byte.SIZE;
        between ^= between << (2 * Byte.SIZE);
        between ^= between << (4 * Byte.SIZE);
        return between;
    }
}
