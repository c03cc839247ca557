package org.qmp4j.machine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What a console has said: bytes in, text out, the end of it kept. Guarded by its owner's lock. */
final class ConsoleText {
    static final int MOST_CHARACTERS = 1024 * 1024;

    // So many more are held before any are deleted: each deletion moves all the others, and a guest may send single
    // bytes.
    private static final int DELETED_AT_ONCE = 64 * 1024;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder kept = new StringBuilder();
    // The first bytes of a character whose rest has not come.
    private byte[] begun = {};
    // How many characters came before the first that is kept.
    private long dropped;

    void add(byte[] buffer, int offset, int length) {
        ByteBuffer more = ByteBuffer.allocate(begun.length + length)
                .put(begun)
                .put(buffer, offset, length)
                .flip();
        CharBuffer characters = CharBuffer.allocate(more.remaining() + 1);
        decoder.decode(more, characters, false);
        begun = new byte[more.remaining()];
        more.get(begun);
        kept.append(characters.flip());
        int tooMuch = kept.length() - MOST_CHARACTERS;
        if (tooMuch >= DELETED_AT_ONCE) {
            kept.delete(0, tooMuch);
            dropped += tooMuch;
        }
    }

    /** The position behind the last character; the first has 0. */
    long end() {
        return dropped + kept.length();
    }

    /** The text from a position on; less, if some of it is not kept any more. */
    String from(long position) {
        int oldest = Math.max(0, kept.length() - MOST_CHARACTERS);
        return kept.substring((int) Math.min(kept.length(), Math.max(oldest, position - dropped)));
    }
}
