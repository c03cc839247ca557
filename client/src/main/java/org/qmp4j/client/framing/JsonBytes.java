package org.qmp4j.client.framing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds white space, and the ends of strings, numbers and words, in a JSON text. */
public final class JsonBytes {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long QUOTES = '"' * 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = '\\' * 0x0101_0101_0101_0101L;

    private JsonBytes() {}

    /** Whether this byte is white space. Control characters except NUL count as white space here. */
    public static boolean isSpace(byte b) {
        return b <= ' ' && b > 0;
    }

    /** Whether a number, or a word such as {@code true}, ends before this byte. */
    public static boolean endsScalar(byte b) {
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\r' || b == '\n' || b == '\t';
    }

    /**
     * Skips the inside of a string, eight bytes at a time, because a string may have 64 MiB.
     *
     * @return the first position with a quote or a backslash among its next eight bytes, or with fewer than eight bytes
     *     left
     */
    public static int passPlainWords(byte[] json, int start, int end) {
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

    /** Returns zero if no byte of the word is zero. */
    private static long zeroBytes(long word) {
        return (word - 0x0101_0101_0101_0101L) & ~word & 0x8080_8080_8080_8080L;
    }
}
