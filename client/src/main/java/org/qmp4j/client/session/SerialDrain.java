package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.thread.Threads;

/**
 * Passes the items of a queue to application code, one after the other, on an executor. At most one task is waiting or
 * running at any time.
 *
 * @param <T> the type of the items
 */
final class SerialDrain<T> {
    /** After this number of items the executor may run other tasks. */
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
     * Schedules a task, because there is an item in the queue. Any thread. Never runs application code itself, and does
     * not throw.
     *
     * @return false if there is no thread for the task; the next call tries again
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
            // If there is no thread for the rest, this thread takes the rest.
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
            // An item that came after the last poll did not schedule a task, because the flag was still set. This task
            // takes it and schedules no new one: the executor may be shut down by now, and only finishes tasks that it
            // already has.
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

    // Tries until it succeeds: after an error the queued items would wait until the next item comes.
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
