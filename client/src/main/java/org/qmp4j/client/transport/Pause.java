package org.qmp4j.client.transport;

import java.time.Duration;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.spi.Deadline;

/** Waiting between attempts, where there is nothing that could wake us. */
public final class Pause {
    private Pause() {}

    /**
     * Waits for that long, or until the deadline if that comes first.
     *
     * @param activity what is going on, for the message: {@code connecting to unix:/run/vm.qmp}
     * @throws QmpInterruptedException if the thread is interrupted; its flag is set again
     */
    public static void atMost(Duration pause, Deadline deadline, String activity) {
        long nanos = Math.min(pause.toNanos(), Math.max(0, deadline.remainingNanos()));
        try {
            java.util.concurrent.TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while " + activity, interrupted);
        }
    }
}
