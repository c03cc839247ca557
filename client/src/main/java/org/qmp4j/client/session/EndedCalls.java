package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls that have ended, but whose callers have not been notified yet. Each call has a link to the next one, so that
 * adding a call needs no memory. Any thread.
 */
final class EndedCalls {
    private final AtomicReference<@Nullable PendingCall> newest = new AtomicReference<>();

    void add(PendingCall call) {
        PendingCall next;
        do {
            next = newest.get();
            call.nextEnded(next);
        } while (!newest.compareAndSet(next, call));
    }

    /**
     * Notifies all callers, in the order in which the calls ended. Must be called without a lock, because it calls the
     * application's executor.
     *
     * @return why some callers could not be notified (their calls stay here); null if all were
     */
    @Nullable
    Throwable notifyCallers() {
        Throwable failure = null;
        PendingCall next = takeAll();
        while (next != null) {
            PendingCall call = next;
            next = call.nextEnded();
            try {
                call.notifyCaller();
            } catch (Throwable noThread) {
                add(call);
                failure = noThread;
            }
        }
        return failure;
    }

    private @Nullable PendingCall takeAll() {
        PendingCall reversed = null;
        PendingCall next = newest.getAndSet(null);
        while (next != null) {
            PendingCall call = next;
            next = call.nextEnded();
            call.nextEnded(reversed);
            reversed = call;
        }
        return reversed;
    }
}
