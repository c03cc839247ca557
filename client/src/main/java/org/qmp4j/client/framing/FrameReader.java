package org.qmp4j.client.framing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into JSON objects. Between two objects there may be white space and the byte 0xFF, which the
 * guest agent puts before the answer to {@code guest-sync-delimited}.
 *
 * <p>Used by one thread, the connection's reader; only {@link #skipToSentinel()} may be called by others.
 */
public final class FrameReader {
    /** A byte that cannot be part of UTF-8 text. */
    public static final byte SENTINEL = (byte) 0xFF;

    private static final int SHOWN_BYTES = 40;

    private static final byte[] NOTHING = new byte[0];

    private final FrameLimits limits;

    // What has come of an object that is not complete. Nothing in between: ten thousand idle connections hold no
    // buffers.
    private byte[] partial = NOTHING;
    private int partialLength;

    private final Nesting nesting;
    private volatile boolean skipping;

    /** A reader at the beginning of a stream. */
    public FrameReader(FrameLimits limits) {
        this.limits = limits;
        this.nesting = new Nesting(limits.maxNesting());
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
        while (position < end) {
            if (skipping) {
                position = skip(buffer, position, end);
            } else {
                position = nesting.isInside() ? position : begin(buffer, position, end);
                position = position < end ? go(buffer, position, end, sink) : end;
            }
        }
    }

    private int skip(byte[] buffer, int start, int end) {
        int position = start;
        while (position < end && buffer[position] != SENTINEL) {
            position++;
        }
        if (position < end) {
            skipping = false;
            forgetPartial();
        }
        return position;
    }

    private void forgetPartial() {
        partial = NOTHING;
        partialLength = 0;
        nesting.reset();
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
        if (nesting.isInside()) {
            append(buffer, start, position);
        } else {
            byte[] json = whole(buffer, start, position);
            int firstNestedEnd = nesting.firstNestedEnd();
            forgetPartial();
            sink.frame(json, firstNestedEnd);
        }
        return position;
    }

    private byte[] whole(byte[] buffer, int start, int end) throws FramingException {
        if (partialLength == 0) {
            requireFits(end - start);
            return Arrays.copyOfRange(buffer, start, end);
        }
        append(buffer, start, end);
        return partialLength == partial.length ? partial : Arrays.copyOf(partial, partialLength);
    }

    private void append(byte[] buffer, int start, int end) throws FramingException {
        int count = end - start;
        requireFits(count);
        int needed = partialLength + count;
        if (needed > partial.length) {
            int doubled = (int) Math.min(limits.maxBytes(), 2L * partial.length);
            partial = Arrays.copyOf(partial, Math.max(needed, doubled));
        }
        System.arraycopy(buffer, start, partial, partialLength, count);
        partialLength = needed;
    }

    private void requireFits(int count) throws FramingException {
        if (count > limits.maxBytes() - partialLength) {
            // A client that is closed but kept need not keep this.
            forgetPartial();
            throw new FramingException("a message is longer than the limit of " + limits.maxBytes() + " bytes");
        }
    }

    private static String shown(byte[] buffer, int start, int end) {
        int count = Math.min(SHOWN_BYTES, end - start);
        String text = new String(buffer, start, count, StandardCharsets.ISO_8859_1);
        StringBuilder shown = new StringBuilder("\"");
        text.chars().forEach(c -> shown.append(c < ' ' || c > '~' ? String.format("\\x%02x", c) : (char) c + ""));
        return shown.append(count < end - start ? "\"..." : "\"").toString();
    }
}
