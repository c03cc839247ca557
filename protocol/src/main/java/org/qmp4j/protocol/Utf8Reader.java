package org.qmp4j.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.CharConversionException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as characters, piece by piece. Jackson would replace bytes that are no UTF-8 by a mark, and so accept a text that QEMU
 * cannot have sent.
 */
final class Utf8Reader extends Reader {
    private final ByteBuffer bytes;
    private final int start;
    private final @Nullable Runnable check;
    private final CharsetDecoder decoder = UTF_8.newDecoder();

    /** A reader of a part of an array. The check runs before each piece. */
    Utf8Reader(byte[] bytes, int offset, int length, @Nullable Runnable check) {
        this.bytes = ByteBuffer.wrap(bytes, offset, length);
        this.start = offset;
        this.check = check;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws CharConversionException {
        if (check != null) {
            check.run();
        }
        CharBuffer characters = CharBuffer.wrap(buffer, offset, length);
        boolean isError = decoder.decode(bytes, characters, true).isError();
        int count = length - characters.remaining();
        if (isError && count == 0) {
            throw new CharConversionException("invalid UTF-8 at byte " + (bytes.position() - start));
        }
        return count == 0 && !bytes.hasRemaining() ? -1 : count;
    }

    @Override
    public void close() {}
}
