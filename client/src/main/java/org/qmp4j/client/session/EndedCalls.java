package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls that have ended, and of which those who wait for them have not been told yet. They are linked through the calls
 * themselves, so that this needs no memory. Any thread.
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
     * Tells of all, in the order of their endings. To be called without a lock: runs the executor of the application.
     *
     * @return why some could not be told of, which stay here; null if there are none
     */
    @Nullable
    Throwable tellAll() {
        Throwable failure = null;
        PendingCall next = takeAll();
        while (next != null) {
            PendingCall call = next;
            next = call.nextEnded();
            try {
                call.tell();
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
