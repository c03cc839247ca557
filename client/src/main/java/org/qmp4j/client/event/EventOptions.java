package org.qmp4j.client.event;

import java.util.Objects;

/**
 * How much a subscription may hold, and what happens beyond that.
 *
 * @param capacity how many events may wait; 10,000 by default
 */
public record EventOptions(int capacity, OverflowPolicy overflow) {
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
