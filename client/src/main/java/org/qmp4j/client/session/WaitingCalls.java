package org.qmp4j.client.session;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait to be sent. Calls out of band wait only for a command with descriptors, and pass all others.
 *
 * <p>Not thread-safe: guarded by the lock of the call table.
 */
final class WaitingCalls {
    // No ArrayDeque: that loses all that it holds when there is no memory for it to grow.
    private final Set<PendingCall> inBand = new LinkedHashSet<>(2);
    private final Set<PendingCall> urgent = new LinkedHashSet<>(1);

    static boolean isUrgent(PendingCall call) {
        return call.outOfBand() && !call.alone();
    }

    private Set<PendingCall> queueOf(PendingCall call) {
        return isUrgent(call) ? urgent : inBand;
    }

    int size() {
        return inBand.size() + urgent.size();
    }

    void add(PendingCall call) {
        queueOf(call).add(call);
    }

    /** Whether others wait in the same queue. */
    boolean isBehindOthers(PendingCall call) {
        return !queueOf(call).isEmpty();
    }

    boolean contains(PendingCall call) {
        return queueOf(call).contains(call);
    }

    /** Removes a call; false if it does not wait. */
    boolean remove(PendingCall call) {
        return queueOf(call).remove(call);
    }

    /** The first call of a queue that may be sent now, which stays in the queue; null if no call may be sent. */
    @Nullable
    PendingCall next(Predicate<? super PendingCall> mayBeSent) {
        PendingCall first = first(urgent);
        if (first == null || !mayBeSent.test(first)) {
            first = first(inBand);
        }
        return first == null || !mayBeSent.test(first) ? null : first;
    }

    /** Any call; null if none waits. */
    @Nullable
    PendingCall any() {
        return urgent.isEmpty() ? first(inBand) : first(urgent);
    }

    private static @Nullable PendingCall first(Set<PendingCall> queue) {
        return queue.isEmpty() ? null : queue.iterator().next();
    }
}
