package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.thread.Threads;

/**
 * Empties a queue into application code, one item after the other, elsewhere: at most one task is waiting or running at
 * any time.
 *
 * @param <T> what is queued
 */
final class SerialDrain<T> {
    /** After so many items the executor may run other tasks. */
    private static final int TURN = 1000;

    private final BoundedQueue<T> queue;
    private final Callbacks callbacks;
    private final Consumer<? super EventItem<T>> consumer;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable turn = this::takeTurn;

    SerialDrain(BoundedQueue<T> queue, Callbacks callbacks, Consumer<? super EventItem<T>> consumer) {
        this.queue = queue;
        this.callbacks = callbacks;
        this.consumer = consumer;
    }

    /**
     * Something is in the queue. Any thread; never runs application code itself, and does not throw.
     *
     * @return false if there is no thread for it; the next call tries again
     */
    boolean wake() {
        if (scheduled.compareAndSet(false, true) && !callbacks.run(turn)) {
            scheduled.set(false);
            return false;
        }
        return true;
    }

    private void takeTurn() {
        int taken;
        do {
            taken = takeSome();
            // Without a thread for the rest, the rest is taken here.
        } while (taken >= TURN && !queue.isEmpty() && !wake() && scheduled.compareAndSet(false, true));
    }

    private int takeSome() {
        int taken = 0;
        do {
            try {
                taken = takeUntil(TURN, taken);
            } finally {
                // The flag must be cleared even after an exception.
                scheduled.set(false);
            }
            // Whatever came after the last look found a task scheduled, and did not schedule another. Taken here and
            // not by another task: the executor may be shut down by now, and waits for those that it has.
        } while (taken < TURN && !queue.isEmpty() && scheduled.compareAndSet(false, true));
        return taken;
    }

    private int takeUntil(int most, int before) {
        int taken = before;
        EventItem<T> item = poll();
        while (item != null) {
            try {
                consumer.accept(item);
            } catch (Throwable thrown) {
                Callbacks.logThrown(Callbacks.CALLBACK, thrown);
            }
            taken++;
            item = taken < most ? poll() : null;
        }
        return taken;
    }

    // Insists: with an error here, what is queued would stay there until the next item comes.
    private @Nullable EventItem<T> poll() {
        while (true) {
            try {
                return queue.poll();
            } catch (OutOfMemoryError notYet) {
                Threads.pauseBeforeRetry();
            }
        }
    }
}
