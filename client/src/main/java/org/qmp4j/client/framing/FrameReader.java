package org.qmp4j.client.framing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Secrets;

/**
 * Splits a stream of bytes into JSON objects. Between two objects there may be white space and the byte 0xFF, which the
 * guest agent sends before its reply to {@code guest-sync-delimited}.
 *
 * <p>Only the connection's reader thread calls {@link #read}. Any thread may call the other methods.
 */
public final class FrameReader {
    /** A byte that cannot be part of UTF-8 text. */
    public static final byte SENTINEL = (byte) 0xFF;

    private static final int SHOWN_BYTES = 40;

    /**
     * Longer than QEMU's replies, except those with the content of files or memory. Joining so many bytes takes at most
     * 0.1 ms.
     */
    private static final int LONGEST_JOINED = 256 * 1024;

    private final MessageBudget.Account account;
    private final int longestJoined;
    private final Nesting nesting;
    private volatile int maxBytes;
    private volatile boolean skipping;
    private volatile boolean closed;

    // The beginning of an object that is not complete. Null between objects, so that ten thousand idle connections have
    // no buffers. Only the reader thread sets it; any thread may clear it.
    private volatile @Nullable Partial partial;

    /** A reader for a new stream, with its own unlimited budget. */
    public FrameReader(FrameLimits limits) {
        this(limits, new MessageBudget(Long.MAX_VALUE).open(reason -> {}));
    }

    /** A reader for a new stream. */
    public FrameReader(FrameLimits limits, MessageBudget.Account account) {
        this(limits, account, LONGEST_JOINED);
    }

    /** A reader for a new stream; it delivers messages of more than {@code longestJoined} bytes in pieces. */
    FrameReader(FrameLimits limits, MessageBudget.Account account, int longestJoined) {
        this.longestJoined = longestJoined;
        this.maxBytes = limits.maxBytes();
        this.nesting = new Nesting(limits.maxNesting());
        this.account = account;
    }

    /** Changes the largest length of an object. This includes an object that has already begun. */
    public void limit(int bytes) {
        maxBytes = bytes;
    }

    /** Drops the beginning of an object, and reads nothing more. Idempotent. */
    public void close() {
        closed = true;
        partial = null;
        account.close();
    }

    /** Ignores all bytes before the next 0xFF. */
    public void skipToSentinel() {
        skipping = true;
    }

    /**
     * Reads the next bytes, and delivers each object that they complete.
     *
     * @throws FramingException if the bytes cannot be split; this reader cannot be used any more
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

    /** Skips white space and sentinels up to the opening brace of the next object. */
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

    /** Reads an object, from its beginning or its middle, to its end or to the end of the bytes. */
    private int go(byte[] buffer, int start, int end, FrameSink sink) throws FramingException {
        int position = nesting.pass(buffer, start, end);
        Partial begun = partial;
        requireFits(begun == null ? 0 : begun.length(), position - start);
        if (begun == null && !nesting.isInside()) {
            handOver(nesting.frame(Arrays.copyOfRange(buffer, start, position)), sink);
            return position;
        }
        Partial growing = begun == null ? new Partial(account, longestJoined) : begun;
        partial = growing;
        if (!growing.append(buffer, start, position - start) || closed) {
            close();
            return end;
        }
        if (!nesting.isInside()) {
            handOver(growing.frame(nesting), sink);
        }
        return position;
    }

    private void handOver(Frame frame, FrameSink sink) {
        forgetPartial();
        sink.frame(frame);
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
