package org.qmp4j.client.session;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.thread.Timer;

/** Ends a submitted call when its time is over. The timer thread runs the checks. */
final class CallTimer {
    private final PendingCall call;
    private final CallLimit limit;
    private final CallTable table;
    private volatile @Nullable Future<?> next;
    private volatile boolean cancelled;

    /** Starts the timer. Throws if there is no thread for it. */
    CallTimer(PendingCall call, CallLimit limit, CallTable table) {
        this.call = call;
        this.limit = limit;
        this.table = table;
        schedule();
    }

    private void schedule() {
        next = Timer.after(Duration.ofNanos(limit.nextCheckNanos() - System.nanoTime()), this::check);
        // cancel() may have been called before there was something to cancel.
        if (cancelled) {
            cancel();
        }
    }

    private void check() {
        try {
            if (limit.check(call, table) == null) {
                schedule();
            }
        } catch (RuntimeException | Error failed) {
            // Without this the future would never complete.
            table.abort(failed);
        }
    }

    /** The call has ended. Any thread. */
    void cancel() {
        cancelled = true;
        Future<?> last = next;
        if (last != null) {
            last.cancel(false);
        }
    }
}
