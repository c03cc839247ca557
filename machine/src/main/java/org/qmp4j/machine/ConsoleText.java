package org.qmp4j.machine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The output of a console: bytes in, text out; keeps the end. Guarded by its owner's lock. */
final class ConsoleText {
    static final int MAX_CHARACTERS = 1024 * 1024;

    // Deleted in portions, because each deletion moves all other characters and a guest may send single bytes.
    private static final int DELETED_AT_ONCE = 64 * 1024;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder kept = new StringBuilder();
    // The first bytes of an incomplete character.
    private byte[] begun = {};
    // The number of characters that were deleted.
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
        int tooMuch = kept.length() - MAX_CHARACTERS;
        if (tooMuch >= DELETED_AT_ONCE) {
            kept.delete(0, tooMuch);
            dropped += tooMuch;
        }
    }

    /** The position after the last character; the first one has position 0. */
    long end() {
        return dropped + kept.length();
    }

    /** The text from a position on, without what was deleted. */
    String from(long position) {
        int oldest = Math.max(0, kept.length() - MAX_CHARACTERS);
        return kept.substring((int) Math.min(kept.length(), Math.max(oldest, position - dropped)));
    }
}
