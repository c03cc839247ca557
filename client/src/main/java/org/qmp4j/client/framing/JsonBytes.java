package org.qmp4j.client.framing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Which bytes of a JSON text end a string, a number or a word, and which stand between its parts. */
public final class JsonBytes {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long QUOTES = '"' * 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = '\\' * 0x0101_0101_0101_0101L;

    private JsonBytes() {}

    /** Whether it is white space. Control characters count as white space here. */
    public static boolean isSpace(byte b) {
        return b <= ' ' && b > 0;
    }

    /** Whether a number, or a word such as {@code true}, ends before it. */
    public static boolean endsScalar(byte b) {
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\r' || b == '\n' || b == '\t';
    }

    /**
     * Passes over the inside of a string, eight bytes at a time, because a string may have 64 MiB.
     *
     * @return the first place where a quote or a backslash is among the next eight bytes, or fewer than eight are left
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

    /** Is zero where no byte of the word is. */
    private static long zeroBytes(long word) {
        return (word - 0x0101_0101_0101_0101L) & ~word & 0x8080_8080_8080_8080L;
    }
}
