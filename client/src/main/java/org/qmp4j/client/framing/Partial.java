package org.qmp4j.client.framing;

import java.util.ArrayList;
import java.util.List;

/** The beginning of a message, in pieces: nothing is copied when it grows. */
final class Partial {
    private static final int SMALLEST_PIECE = 256;

    /** With its header a mebibyte: a region of G1, which then leaves the piece where it is and does not copy it. */
    private static final int LARGEST_PIECE = (1 << 20) - 16;

    private final MessageBudget.Account account;
    private final List<byte[]> pieces = new ArrayList<>(4);
    private byte[] last = new byte[0];
    private int lastLength;
    private int length;

    Partial(MessageBudget.Account account) {
        this.account = account;
    }

    int length() {
        return length;
    }

    /** Adds bytes; false if there is no memory for them within the budget. */
    boolean append(byte[] buffer, int start, int count) {
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

    /** All of it, in an array of its own. */
    byte[] joined() {
        byte[] whole = new byte[length];
        int position = 0;
        for (byte[] piece : pieces) {
            int count = Math.min(piece.length, length - position);
            System.arraycopy(piece, 0, whole, position, count);
            position += count;
        }
        return whole;
    }
}
