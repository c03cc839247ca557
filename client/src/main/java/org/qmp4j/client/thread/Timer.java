package org.qmp4j.client.thread;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs short, non-blocking work at a later time, on one thread for the whole JVM, which ends when it has had nothing to
 * do for a second.
 */
public final class Timer {
    // Not made by the initialiser of this class: if memory ran out there, the class could never be used again. Two
    // threads
    // may each make one at first; both work.
    private static volatile @Nullable ScheduledThreadPoolExecutor shared;

    private Timer() {}

    private static ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor executor = shared;
        if (executor == null) {
            executor = newExecutor();
            shared = executor;
        }
        return executor;
    }

    private static ScheduledThreadPoolExecutor newExecutor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        executor.setThreadFactory(Threads.worker("qmp4j-timer", executor));
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        // Most calls are answered long before their deadline; without this each would be held until then.
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /**
     * Runs the work after a delay, unless the returned future is cancelled before. What the work throws is lost. If this throws
     * because there is no thread, the work may still run.
     */
    public static Future<?> after(Duration delay, Runnable work) {
        return executor().schedule(work, saturatedNanos(delay), TimeUnit.NANOSECONDS);
    }

    /** A duration in nanoseconds, at most about 146 years: the timer adds it to the clock, which must not overflow. */
    private static long saturatedNanos(Duration delay) {
        try {
            return Math.min(delay.toNanos(), Long.MAX_VALUE / 2);
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE / 2;
        }
    }
}
