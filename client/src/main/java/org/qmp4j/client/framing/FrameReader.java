package org.qmp4j.client.framing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Secrets;

/**
 * Cuts a stream of bytes into JSON objects. Between two objects there may be white space and the byte 0xFF, which the
 * guest agent puts before the answer to {@code guest-sync-delimited}.
 *
 * <p>{@link #read} is called by one thread, the connection's reader; all other methods by any.
 */
public final class FrameReader {
    /** A byte that cannot be part of UTF-8 text. */
    public static final byte SENTINEL = (byte) 0xFF;

    private static final int SHOWN_BYTES = 40;

    /** Longer than what QEMU answers, except to commands that read files or memory; joined within 0.1 ms. */
    private static final int LONGEST_JOINED = 256 * 1024;

    private final MessageBudget.Account account;
    private final int longestJoined;
    private final Nesting nesting;
    private volatile int maxBytes;
    private volatile boolean skipping;
    private volatile boolean closed;

    // What has come of an object that is not complete. Nothing in between: ten thousand idle connections hold no
    // buffers. Made by the reader thread, dropped by any.
    private volatile @Nullable Partial partial;

    /** A reader at the beginning of a stream that shares no budget with others. */
    public FrameReader(FrameLimits limits) {
        this(limits, new MessageBudget(Long.MAX_VALUE).open(reason -> {}));
    }

    /** A reader at the beginning of a stream. */
    public FrameReader(FrameLimits limits, MessageBudget.Account account) {
        this(limits, account, LONGEST_JOINED);
    }

    /** A reader at the beginning of a stream that hands over messages of more bytes in pieces. */
    FrameReader(FrameLimits limits, MessageBudget.Account account, int longestJoined) {
        this.longestJoined = longestJoined;
        this.maxBytes = limits.maxBytes();
        this.nesting = new Nesting(limits.maxNesting());
        this.account = account;
    }

    /** How many bytes an object may have from now on, one that has begun included. */
    public void limit(int bytes) {
        maxBytes = bytes;
    }

    /** Lets go of what has come of an object, and reads nothing more. Idempotent. */
    public void close() {
        closed = true;
        partial = null;
        account.close();
    }

    /** Throws everything away that comes before the next 0xFF, whatever it is. */
    public void skipToSentinel() {
        skipping = true;
    }

    /**
     * Takes the next bytes, and hands over every object that is complete with them.
     *
     * @throws FramingException if what came cannot be cut; this reader is of no use any more
     */
    public void read(byte[] buffer, int offset, int length, FrameSink sink) throws FramingException {
        int end = offset + length;
        int position = offset;
        while (position < end && !closed) {
            if (skipping) {
                position = skip(buffer, position, end);
            } else {
                position = nesting.isInside() ? position : begin(buffer, position, end);
                position = position < end ? go(buffer, position, end, sink) : end;
            }
        }
    }

    private int skip(byte[] buffer, int start, int end) {
        forgetPartial();
        int position = start;
        while (position < end && buffer[position] != SENTINEL) {
            position++;
        }
        if (position < end) {
            skipping = false;
        }
        return position;
    }

    private void forgetPartial() {
        nesting.reset();
        if (partial != null) {
            partial = null;
            account.giveBack();
        }
    }

    /** Passes over what may stand between two objects, up to the brace of the next one. */
    private int begin(byte[] buffer, int start, int end) throws FramingException {
        int position = start;
        while (position < end) {
            switch (buffer[position]) {
                case ' ', '\t', '\r', '\n', SENTINEL -> position++;
                case '{' -> {
                    return position;
                }
                default -> throw new FramingException("expected a JSON object, found: " + shown(buffer, position, end));
            }
        }
        return position;
    }

    /** Reads an object, or on inside of one, to its end or to the end of the bytes. */
    private int go(byte[] buffer, int start, int end, FrameSink sink) throws FramingException {
        int position = nesting.pass(buffer, start, end);
        Partial begun = partial;
        requireFits(begun == null ? 0 : begun.length(), position - start);
        if (begun == null && !nesting.isInside()) {
            int firstNestedEnd = nesting.firstNestedEnd();
            forgetPartial();
            sink.frame(Arrays.copyOfRange(buffer, start, position), firstNestedEnd);
            return position;
        }
        Partial growing = begun == null ? new Partial(account, longestJoined) : begun;
        partial = growing;
        if (!growing.append(buffer, start, position - start) || closed) {
            close();
            return end;
        }
        if (!nesting.isInside()) {
            int firstNestedEnd = nesting.firstNestedEnd();
            forgetPartial();
            growing.handOver(firstNestedEnd, sink);
        }
        return position;
    }

    private void requireFits(int before, int count) throws FramingException {
        int limit = maxBytes;
        if (count > limit - before) {
            throw new FramingException(
                    "a message is longer than the limit of " + limit + " bytes (ConnectOptions.maxMessageBytes)");
        }
    }

    private static String shown(byte[] buffer, int start, int end) {
        int count = Math.min(SHOWN_BYTES, end - start);
        String text = Secrets.anywhere().maskText(new String(buffer, start, count, StandardCharsets.ISO_8859_1));
        StringBuilder shown = new StringBuilder("\"");
        text.chars().forEach(c -> shown.append(c < ' ' || c > '~' ? String.format("\\x%02x", c) : (char) c + ""));
        return shown.append(count < end - start ? "\"..." : "\"").toString();
    }
}
