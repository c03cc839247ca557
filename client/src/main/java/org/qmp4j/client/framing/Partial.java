package org.qmp4j.client.framing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.JsonText;

/**
 * The beginning of a message, in pieces, so that nothing is copied when it grows. A long message is never joined here,
 * because that would keep the reader thread busy. Instead its outline is updated as it grows.
 */
final class Partial {
    private static final int SMALLEST_PIECE = 256;

    /** With its header a mebibyte, which is a region of G1: so the garbage collector does not copy the piece. */
    private static final int LARGEST_PIECE = (1 << 20) - 16;

    private final MessageBudget.Account account;
    private final int longestJoined;
    private final List<byte[]> pieces = new ArrayList<>(4);
    private byte[] last = new byte[0];
    private int lastLength;
    private int length;
    private @Nullable Outline outline;

    /** An empty beginning. A message of more than {@code longestJoined} bytes is delivered in pieces. */
    Partial(MessageBudget.Account account, int longestJoined) {
        this.account = account;
        this.longestJoined = longestJoined;
    }

    int length() {
        return length;
    }

    /** Adds bytes; returns false if the budget has no memory for them. */
    boolean append(byte[] buffer, int start, int count) throws FramingException {
        if (!keep(buffer, start, count)) {
            return false;
        }
        if (outline != null) {
            outline.take(buffer, start, start + count);
        } else if (length > longestJoined) {
            outline = outlineOfAll();
        }
        return true;
    }

    private boolean keep(byte[] buffer, int start, int count) {
        int fitting = Math.min(count, last.length - lastLength);
        put(buffer, start, fitting);
        int rest = count - fitting;
        if (rest == 0) {
            return true;
        }
        // As large as all pieces before, so that single bytes need few pieces.
        int size = Math.max(rest, Math.max(SMALLEST_PIECE, Math.min(length, LARGEST_PIECE)));
        if (!account.take(size)) {
            return false;
        }
        last = new byte[size];
        lastLength = 0;
        pieces.add(last);
        put(buffer, start + fitting, rest);
        return true;
    }

    private void put(byte[] buffer, int start, int count) {
        System.arraycopy(buffer, start, last, lastLength, count);
        lastLength += count;
        length += count;
    }

    private Outline outlineOfAll() throws FramingException {
        Outline all = new Outline();
        int left = length;
        for (byte[] piece : pieces) {
            int count = Math.min(piece.length, left);
            all.take(piece, 0, count);
            left -= count;
        }
        return all;
    }

    /** The frame of the complete message, whose end this nesting has found. */
    Frame frame(Nesting nesting) {
        JsonText whole = JsonText.wrap(pieces, length);
        return outline == null ? nesting.frame(whole.toByteArray()) : new Frame.InPieces(whole, outline);
    }
}
