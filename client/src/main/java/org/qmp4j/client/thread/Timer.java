package org.qmp4j.client.thread;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs short, non-blocking work at a later time, on one thread for the whole JVM, which ends when it has had nothing to
 * do for a second.
 *
 * <p>The JDK wakes the thread for each task that is the next one to run. Calls that are answered one after the other, and each cancel
 * a timeout, would wake it for each call. So while tasks come, a tick that does nothing is the next one to run: the thread
 * wakes up for that, ten times a second.
 */
public final class Timer {
    // Not created by the initialiser of this class: if memory ran out there, the class could never be used again. At
    // first two threads may each create an executor; both work.
    private static volatile @Nullable ScheduledThreadPoolExecutor shared;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final AtomicBoolean TICKING = new AtomicBoolean();
    private static volatile boolean usedSinceTick;

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
        // Most replies come long before the deadline. Without this, each call would stay in memory until its deadline.
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /**
     * Runs the work after a delay, unless the returned future is cancelled before. What the work throws is lost. If this throws
     * because there is no thread, the work may still run.
     */
    public static Future<?> after(Duration delay, Runnable work) {
        ScheduledThreadPoolExecutor executor = executor();
        if (!usedSinceTick) {
            usedSinceTick = true;
        }
        if (!TICKING.get() && TICKING.compareAndSet(false, true)) {
            tickLater(executor);
        }
        return executor.schedule(work, saturatedNanos(delay), TimeUnit.NANOSECONDS);
    }

    private static void tickLater(ScheduledThreadPoolExecutor executor) {
        boolean scheduled = false;
        try {
            var unused = executor.schedule(() -> tick(executor), TICK_NANOS, TimeUnit.NANOSECONDS);
            scheduled = true;
        } finally {
            TICKING.set(scheduled);
        }
    }

    private static void tick(ScheduledThreadPoolExecutor executor) {
        if (usedSinceTick) {
            usedSinceTick = false;
            tickLater(executor);
        } else {
            TICKING.set(false);
        }
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
