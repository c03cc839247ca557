package org.qmp4j.client.framing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.JsonText;

/**
 * The beginning of a message, in pieces: nothing is copied when it grows. A long one is never joined here, because the thread
 * that reads all connections would do that; from a certain length on its outline is noted as it grows.
 */
final class Partial {
    private static final int SMALLEST_PIECE = 256;

    /** With its header a mebibyte: a region of G1, which then leaves the piece where it is and does not copy it. */
    private static final int LARGEST_PIECE = (1 << 20) - 16;

    private final MessageBudget.Account account;
    private final int longestJoined;
    private final List<byte[]> pieces = new ArrayList<>(4);
    private byte[] last = new byte[0];
    private int lastLength;
    private int length;
    private @Nullable Outline outline;

    /** The beginning of a message that is handed over in pieces if it is longer than so many bytes. */
    Partial(MessageBudget.Account account, int longestJoined) {
        this.account = account;
        this.longestJoined = longestJoined;
    }

    int length() {
        return length;
    }

    /** Adds bytes; false if there is no memory for them within the budget. */
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
        // As large as all before, so that single bytes need few pieces.
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

    /** Hands over all of it, which is a whole message. */
    void handOver(int firstNestedEnd, FrameSink sink) {
        JsonText whole = JsonText.wrap(pieces, length);
        if (outline == null) {
            sink.frame(whole.toByteArray(), firstNestedEnd);
        } else {
            sink.longFrame(whole, outline);
        }
    }
}
