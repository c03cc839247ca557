package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.qmp4j.client.event.EventItem;

/**
 * Empties a queue into application code, one item after the other, elsewhere: at most one task is waiting or running at
 * any time.
 *
 * @param <T> what is queued
 */
final class SerialDrain<T> {
    /** After so many items the executor may run somebody else's task. */
    private static final int TURN = 1000;

    private final BoundedQueue<T> queue;
    private final Callbacks callbacks;
    private final Consumer<? super EventItem<T>> consumer;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    SerialDrain(BoundedQueue<T> queue, Callbacks callbacks, Consumer<? super EventItem<T>> consumer) {
        this.queue = queue;
        this.callbacks = callbacks;
        this.consumer = consumer;
    }

    /** Something is in the queue. Any thread; never runs application code itself. */
    void wake() {
        if (scheduled.compareAndSet(false, true) && !callbacks.run(this::takeTurn)) {
            // The next item tries again.
            scheduled.set(false);
        }
    }

    private void takeTurn() {
        int taken = 0;
        do {
            try {
                taken = takeUntil(TURN, taken);
            } finally {
                // Whatever was thrown: the next item must find nobody scheduled who is not.
                scheduled.set(false);
            }
            // Whatever came after the last look found a task scheduled, and did not schedule another. Taken here and
            // not by another task: the executor may be shut down by now, and waits for those that it has.
        } while (taken < TURN && !queue.isEmpty() && scheduled.compareAndSet(false, true));
        if (taken >= TURN && !queue.isEmpty()) {
            wake();
        }
    }

    private int takeUntil(int most, int before) {
        int taken = before;
        EventItem<T> item = queue.poll();
        while (item != null) {
            EventItem<T> current = item;
            Callbacks.runLogged(Callbacks.CALLBACK, () -> consumer.accept(current));
            taken++;
            item = taken < most ? queue.poll() : null;
        }
        return taken;
    }
}
