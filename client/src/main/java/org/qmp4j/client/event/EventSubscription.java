package org.qmp4j.client.event;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Events of some kinds, from the moment of subscribing until {@link #close()} or the end of the connection. Subscribe
 * first, then send the command: QEMU sends the events that a command causes before its answer.
 *
 * <p>Each subscription has a queue of its own and gets its own copy of every event. When the queue is full its
 * {@link OverflowPolicy} decides; {@link #dropped()} counts, and {@link #nextItem} shows where. After the end of the
 * connection, what is in the queue can still be taken.
 *
 * <p>May be used by many threads; each event goes to one of them.
 *
 * @param <E> the event as a value
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#asynchronous-events">qmp-spec, "Asynchronous
 *     events"</a>
 */
public interface EventSubscription<E> extends AutoCloseable, Iterable<E> {
    /**
     * Waits for the next event and takes it. Gaps are passed over.
     *
     * @throws org.qmp4j.client.error.QmpTimeoutException if none has come in time
     * @throws org.qmp4j.client.error.QmpDisconnectedException if none will come any more, with the reason
     * @throws org.qmp4j.client.error.QmpEventsLostException if the policy is {@code FAIL} and events were lost
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     * @throws org.qmp4j.client.error.QmpDecodeException if it came, but its type cannot read it, or an event of more than 64 KiB
     *     was not decoded in time; it is taken all the same
     */
    E next(Duration timeout);

    /** Waits for the next event or gap and takes it; otherwise as {@link #next}. */
    EventItem<E> nextItem(Duration timeout);

    /**
     * Takes events until one is wanted, and returns that; those before it are gone. Otherwise as {@link #next}.
     *
     * @param timeout for all of them together
     */
    E await(Predicate<? super E> wanted, Duration timeout);

    /**
     * Takes the next event if there is one, without waiting. Gaps are passed over. Does not throw when the connection has ended.
     *
     * @throws org.qmp4j.client.error.QmpDecodeException as {@link #next}
     */
    Optional<E> poll();

    /**
     * Takes all events that are there.
     *
     * @throws org.qmp4j.client.error.QmpDecodeException as {@link #next}, at the first that cannot be read; those before it are
     *     gone with it, those behind it can still be taken
     */
    List<E> drain();

    /** Throws away what is in the queue, and returns how many events that were. */
    int clear();

    /**
     * Hands every event to a callback, one after the other in order, on that executor; never on the thread that reads the
     * connection. A callback that throws is logged and gets the next event all the same. An event that cannot be read is
     * logged and passed over, and gaps are passed over. Called at most once, instead of taking events.
     *
     * <p>The executor's {@code execute} must not block: the thread that reads the connection calls it.
     *
     * @throws IllegalStateException if there is a callback already
     */
    void onEvent(Executor executor, Consumer<? super E> callback);

    /**
     * Yields events as they come, waiting for each without a deadline, and ends with the subscription or the connection. Gaps
     * are passed over. Its {@code hasNext} and {@code next} throw {@code QmpInterruptedException}, {@code QmpDecodeException}
     * and {@code QmpEventsLostException} as {@link #next(Duration)} does.
     */
    @Override
    Iterator<E> iterator();

    /** As {@link #iterator()}, as a stream; closing the stream does not close the subscription. */
    Stream<E> stream();

    /** How many events were dropped so far because the queue was full. */
    long dropped();

    /** Whether more events may come: neither this nor the connection has ended. */
    boolean isOpen();

    /**
     * Closes the subscription and wakes the threads that wait for it. Idempotent. What is in the queue can still be taken, and a callback is
     * still called with it: {@link #clear()} behind this throws it away.
     */
    @Override
    void close();
}
