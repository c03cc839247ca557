package org.qmp4j.client.spi;

import java.time.Duration;

/** A moment by which something must be done; immutable, and independent of the wall clock. */
public final class Deadline {
    // System.nanoTime() wraps, so a deadline may lie at most half its range ahead.
    private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

    private final long allowedNanos;
    private final long endNanos;

    private Deadline(long allowedNanos) {
        this.allowedNanos = allowedNanos;
        this.endNanos = System.nanoTime() + allowedNanos;
    }

    /** The moment that is so long from now; at most about 146 years. A negative duration is taken for zero. */
    public static Deadline after(Duration allowed) {
        return new Deadline(nanos(allowed));
    }

    /** The same time once more, from now. */
    public Deadline again() {
        return new Deadline(allowedNanos);
    }

    /** Any duration in nanoseconds: at least 0, at most about 146 years. */
    public static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        try {
            return Math.min(duration.toNanos(), FOREVER_NANOS);
        } catch (ArithmeticException tooLong) {
            return FOREVER_NANOS;
        }
    }

    /** The time that is left, in nanoseconds; zero or less when none is. */
    public long remainingNanos() {
        return endNanos - System.nanoTime();
    }

    /** The time that is left; zero when none is. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /** The time that is left, in milliseconds, rounded up so that it is zero only when none is left. */
    public int remainingMillis() {
        long millis = (Math.max(0, remainingNanos()) + 999_999) / 1_000_000;
        return (int) Math.min(Integer.MAX_VALUE, millis);
    }

    /** Whether no time is left. */
    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /** The moment, as of {@code System.nanoTime()}. */
    public long endNanos() {
        return endNanos;
    }

    /** The time that was allowed in the first place, as a person reads it: {@code 5 s}, {@code 250 ms}, {@code 2 min}. */
    @Override
    public String toString() {
        return text(Duration.ofNanos(allowedNanos));
    }

    /** A duration as a person reads it: {@code 5 s}, {@code 250 ms}, {@code 2 min}. */
    public static String text(Duration allowed) {
        long millis = allowed.plusNanos(999_999).toMillis();
        if (millis < 1000 || millis % 1000 != 0) {
            return millis < 1000 ? millis + " ms" : millis / 1000.0 + " s";
        }
        long seconds = allowed.toSeconds();
        return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
