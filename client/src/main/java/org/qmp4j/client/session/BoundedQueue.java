package org.qmp4j.client.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpEventException;
import org.qmp4j.client.error.QmpEventTimeoutException;
import org.qmp4j.client.error.QmpEventsLostException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.spi.Deadline;

/**
 * A queue with a limit of items and of bytes. A gap marks the place of dropped items. The thread that adds never waits.
 * An empty queue accepts one item of any length.
 *
 * @param <T> the type of the items
 */
final class BoundedQueue<T> {
    private final String what;
    private final EventOptions options;
    private final long maxBytes;
    private final ToIntFunction<? super T> lengthOf;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All below guarded by lock. Contains gaps only if the policy is DROP_NEWEST, and never two in a row.
    private final ArrayDeque<EventItem<T>> items = new ArrayDeque<>(2);
    private int size;
    private long bytes;
    private long missingAtHead;
    private long missingAtTail;
    private long dropped;
    private @Nullable Supplier<? extends QmpEventException> end;

    /**
     * An empty queue; {@code what} names its content in messages: {@code STOP on unix:/run/vm.qmp}.
     *
     * @param maxBytes the limit for the length of all items together, if there are several
     */
    BoundedQueue(String what, EventOptions options, long maxBytes, ToIntFunction<? super T> lengthOf) {
        this.what = what;
        this.options = options;
        this.maxBytes = maxBytes;
        this.lengthOf = lengthOf;
    }

    /**
     * Adds an item, and returns the items that were dropped for it. Does nothing after the end. Does not wake waiting
     * threads: call {@link #wake()} once after several items.
     */
    List<T> offer(T item) {
        lock.lock();
        try {
            if (end != null) {
                return List.of();
            }
            if (hasRoomFor(item)) {
                add(item);
                return List.of();
            }
            List<T> lost = makeRoomFor(item);
            dropped += lost.size();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    // Caller holds the lock.
    private boolean hasRoomFor(T item) {
        return size == 0 || (size < options.capacity() && bytes + lengthOf.applyAsInt(item) <= maxBytes);
    }

    // Caller holds the lock.
    private List<T> makeRoomFor(T item) {
        return switch (options.overflow()) {
            case DROP_OLDEST -> {
                List<T> oldest = new ArrayList<>(1);
                while (!hasRoomFor(item)) {
                    oldest.add(removeOldest());
                }
                add(item);
                yield oldest;
            }
            case DROP_NEWEST -> {
                missingAtTail++;
                yield List.of(item);
            }
            case FAIL -> {
                end(() -> new QmpEventsLostException(
                        "more than " + options.capacity() + " events or " + maxBytes + " bytes waited to be taken: "
                                + what,
                        null));
                yield List.of(item);
            }
        };
    }

    private void add(T item) {
        if (missingAtTail > 0) {
            items.add(new EventItem.Gap<>(missingAtTail));
            missingAtTail = 0;
        }
        items.add(new EventItem.Event<>(item));
        size++;
        bytes += lengthOf.applyAsInt(item);
    }

    /** Wakes the waiting threads if there is an item. */
    void wake() {
        lock.lock();
        try {
            if (!items.isEmpty()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private T removeOldest() {
        missingAtHead++;
        // With this policy there are no gaps in the queue.
        return removed((EventItem.Event<T>) items.remove());
    }

    // Caller holds the lock.
    private T removed(EventItem.Event<T> item) {
        size--;
        bytes -= lengthOf.applyAsInt(item.event());
        return item.event();
    }

    /** Removes and returns the next item or gap; null if the queue is empty. */
    @Nullable
    EventItem<T> poll() {
        lock.lock();
        try {
            if (missingAtHead > 0) {
                EventItem<T> gap = new EventItem.Gap<>(missingAtHead);
                missingAtHead = 0;
                return gap;
            }
            EventItem<T> item = items.poll();
            if (item == null && missingAtTail > 0) {
                item = new EventItem.Gap<>(missingAtTail);
                missingAtTail = 0;
            }
            if (item instanceof EventItem.Event<T> event) {
                removed(event);
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next item or gap, and removes and returns it. Throws the exception of the end only when the queue
     * is empty.
     */
    EventItem<T> take(Deadline deadline) {
        lock.lock();
        try {
            for (EventItem<T> item = poll(); ; item = poll()) {
                if (item != null) {
                    return item;
                }
                if (end != null) {
                    throw end.get();
                }
                if (deadline.hasPassed()) {
                    throw new QmpEventTimeoutException("no event within " + deadline + ": " + what, null);
                }
                await(deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    // Called in a loop: may return early.
    @SuppressWarnings("WaitNotInLoop")
    private void await(Deadline deadline) {
        try {
            changed.awaitNanos(deadline.remainingNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while waiting for events: " + what, interrupted);
        }
    }

    /** Waits without a deadline for an item or the end; returns whether there is an item. */
    boolean awaitAnything() {
        Deadline forever = Deadline.after(Duration.ofDays(36500));
        lock.lock();
        try {
            while (isEmpty() && end == null) {
                await(forever);
            }
            return !isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the queue: it accepts no more items, and {@link #take} throws this exception when it is empty. The first end
     * counts.
     */
    void end(Supplier<? extends QmpEventException> cause) {
        lock.lock();
        try {
            end = end == null ? cause : end;
            // On each call: if the first call failed with an error, the next one must still wake the waiting threads.
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The exception of the end; null before the end. */
    @Nullable
    QmpEventException ended() {
        lock.lock();
        try {
            return end == null ? null : end.get();
        } finally {
            lock.unlock();
        }
    }

    /** The number of items, without gaps. */
    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return items.isEmpty() && missingAtHead == 0 && missingAtTail == 0;
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
