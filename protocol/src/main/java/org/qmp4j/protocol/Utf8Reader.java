package org.qmp4j.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.CharConversionException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes piece by piece, and rejects invalid UTF-8. Jackson would replace invalid bytes, and so accept a text that QEMU
 * cannot have sent.
 */
final class Utf8Reader extends Reader {
    private static final int LONGEST_CHARACTER = 4;
    private static final int WINDOW = 8 * 1024;

    /** The bytes to decode next: the text, or a window into a text in several arrays. */
    private final ByteBuffer bytes;

    /** The arrays that fill the window. */
    private final List<ByteBuffer> sources;

    private final @Nullable Runnable check;
    private final CharsetDecoder decoder = UTF_8.newDecoder();
    private int nextSource;
    private int taken;

    /** A reader of a part of an array. The check runs before each piece. */
    Utf8Reader(byte[] bytes, int offset, int length, @Nullable Runnable check) {
        this.bytes = ByteBuffer.wrap(bytes, offset, length);
        this.sources = List.of();
        this.taken = length;
        this.check = check;
    }

    /** A reader of buffers that follow each other. A character may begin in one and end in the next. */
    Utf8Reader(List<ByteBuffer> sources, @Nullable Runnable check) {
        this.bytes = ByteBuffer.allocate(WINDOW).limit(0);
        this.sources = sources;
        this.check = check;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws CharConversionException {
        if (check != null) {
            check.run();
        }
        if (bytes.remaining() < LONGEST_CHARACTER && nextSource < sources.size()) {
            moveWindow();
        }
        CharBuffer characters = CharBuffer.wrap(buffer, offset, length);
        boolean isError =
                decoder.decode(bytes, characters, nextSource == sources.size()).isError();
        int count = length - characters.remaining();
        if (isError && count == 0) {
            throw new CharConversionException("invalid UTF-8 at byte " + (taken - bytes.remaining()));
        }
        return count == 0 && !bytes.hasRemaining() ? -1 : count;
    }

    private void moveWindow() {
        bytes.compact();
        while (bytes.hasRemaining() && nextSource < sources.size()) {
            ByteBuffer source = sources.get(nextSource);
            int count = Math.min(bytes.remaining(), source.remaining());
            source.get(bytes.array(), bytes.position(), count);
            bytes.position(bytes.position() + count);
            taken += count;
            nextSource += source.hasRemaining() ? 0 : 1;
        }
        bytes.flip();
    }

    @Override
    public void close() {}
}
