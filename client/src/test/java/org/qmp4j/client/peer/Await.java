package org.qmp4j.client.peer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, so long that only a hang can exceed the limit. */
public final class Await {
    /** The time after which an operation counts as hanging. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Await() {}

    /** Waits until the condition holds. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("did not come true within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
