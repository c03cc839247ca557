package org.qmp4j.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.qmp4j.client.spi.Deadline;

/**
 * How long to wait between two attempts: doubling from the first to the longest, each time a random half less, so that a
 * thousand clients of one host do not all come back in the same moment.
 *
 * @param first before the second attempt
 * @param longest after many
 */
public record Backoff(Duration first, Duration longest) {
    /** From 100 ms to 10 s. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    /**
     * A backoff.
     *
     * @throws IllegalArgumentException if the first is not above zero, or the longest is shorter than the first
     */
    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff grows from above zero, not from " + first + " to " + longest);
        }
    }

    /** The pause after so many failed attempts in a row, which are at least one. */
    Duration after(int failures) {
        double doubled = Deadline.nanos(first) * Math.pow(2, Math.min(failures - 1, 40));
        double bounded = Math.min(doubled, (double) Deadline.nanos(longest));
        return Duration.ofNanos((long) (bounded * ThreadLocalRandom.current().nextDouble(0.5, 1.0)));
    }
}
