package org.qmp4j.client.event;

import java.util.Objects;

/**
 * How much a subscription may hold, and what happens beyond that. The events that wait may also have no more than
 * {@link #maxBytes()} bytes together; QEMU's have 100 to 300 each.
 *
 * @param capacity how many events may wait; 10,000 by default
 */
public record EventOptions(int capacity, OverflowPolicy overflow) {
    private static final long BYTES_EACH = 1024;
    private static final long LEAST_BYTES = 1L << 20;

    /** 10,000 events; the oldest is dropped. */
    public static final EventOptions DEFAULT = new EventOptions(10_000, OverflowPolicy.DROP_OLDEST);

    /**
     * Options.
     *
     * @throws IllegalArgumentException if the capacity is less than one
     */
    public EventOptions {
        Objects.requireNonNull(overflow);
        if (capacity < 1) {
            throw new IllegalArgumentException("a subscription holds at least one event, not " + capacity);
        }
    }

    /**
     * How many bytes the messages of the events that wait may have together: 1,024 for each event of the capacity, at
     * least 1 MiB. One event that waits alone may have more.
     */
    public long maxBytes() {
        return Math.max(LEAST_BYTES, BYTES_EACH * capacity);
    }

    /**
     * These options with another capacity.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public EventOptions withCapacity(int capacity) {
        return new EventOptions(capacity, overflow);
    }

    /** These options with another policy. */
    public EventOptions withOverflow(OverflowPolicy overflow) {
        return new EventOptions(capacity, overflow);
    }
}
