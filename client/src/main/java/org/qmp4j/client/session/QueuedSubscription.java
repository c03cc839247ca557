package org.qmp4j.client.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpEventDecodeException;
import org.qmp4j.client.error.QmpEventException;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.error.QmpEventsLostException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.protocol.RawEvent;

/**
 * A subscription over a bounded queue. Events are decoded by the thread that takes them.
 *
 * @param <E> the decoded event
 */
final class QueuedSubscription<E> implements EventSubscription<E> {
    private final String what;
    private final Set<String> names;
    private final Function<? super RawEvent, ? extends E> decoder;
    private final BoundedQueue<RawEvent> queue;
    private final Consumer<QueuedSubscription<?>> onClose;
    private final AtomicReference<@Nullable SerialDrain<RawEvent>> drain = new AtomicReference<>();

    /** A subscription to these events, or to all events if the set is empty. */
    QueuedSubscription(
            String endpoint,
            Set<String> names,
            EventOptions options,
            Function<? super RawEvent, ? extends E> decoder,
            Consumer<QueuedSubscription<?>> onClose) {
        this.what = (names.isEmpty() ? "any" : String.join(", ", names)) + " on " + endpoint;
        this.names = names;
        this.decoder = decoder;
        this.queue = new BoundedQueue<>(
                what, options, options.maxBytes(), event -> event.text().length());
        this.onClose = onClose;
    }

    boolean wants(RawEvent event) {
        return names.isEmpty() || names.contains(event.name());
    }

    /** Adds an event, and returns the events that were dropped for it. Reader thread only. */
    List<RawEvent> offer(RawEvent event) {
        return queue.offer(event);
    }

    /**
     * Wakes the threads that wait for events.
     *
     * @return false if there is no thread for the callback; the next call tries again
     */
    boolean announce() {
        queue.wake();
        SerialDrain<RawEvent> current = drain.get();
        return current == null || queue.isEmpty() || current.wake();
    }

    /** Ends the subscription for this reason. Throws if events are left and there is no thread for the callback. */
    void end(ConnectionEnd reason) {
        queue.end(() -> new QmpEventsClosedException("no more events: " + reason.message(), reason.cause()));
        if (!announce()) {
            throw new RejectedExecutionException("no thread for the callback of events: " + what);
        }
    }

    private E decode(RawEvent event) {
        try {
            return decoder.apply(event);
        } catch (RuntimeException unexpected) {
            throw DecodingProblem.ofEvent(event, unexpected);
        }
    }

    /** Decodes an event that was removed from the queue, within the deadline. */
    private E decode(RawEvent event, Deadline deadline) {
        DecodingLimit limit = new DecodingLimit(deadline);
        try {
            return decoder.apply(event.checked(limit));
        } catch (DecodingLimit.Reached reached) {
            throw ended(event, limit, reached);
        } catch (RuntimeException unexpected) {
            throw DecodingProblem.ofEvent(event, unexpected);
        } finally {
            limit.lift();
        }
    }

    private static QmpException ended(RawEvent event, DecodingLimit limit, DecodingLimit.Reached reached) {
        String message = "an event " + event.name() + " came, but its "
                + event.text().length() + " bytes " + limit.reason(reached);
        // Not a timeout exception: it would mean that no event was removed from the queue.
        return DecodingLimit.wasInterrupt(reached)
                ? new QmpInterruptedException(message, null)
                : new QmpEventDecodeException(message, null);
    }

    @Override
    public E next(Duration timeout) {
        return await(event -> true, timeout);
    }

    @Override
    public EventItem<E> nextItem(Duration duration) {
        Deadline deadline = Deadline.after(duration);
        EventItem<RawEvent> item = queue.take(deadline);
        return item instanceof EventItem.Event<RawEvent> event
                ? new EventItem.Event<>(decode(event.event(), deadline))
                : new EventItem.Gap<>(((EventItem.Gap<RawEvent>) item).dropped());
    }

    @Override
    public E await(Predicate<? super E> wanted, Duration duration) {
        Deadline deadline = Deadline.after(duration);
        while (true) {
            if (queue.take(deadline) instanceof EventItem.Event<RawEvent> item) {
                E event = decode(item.event(), deadline);
                if (wanted.test(event)) {
                    return event;
                }
            }
        }
    }

    @Override
    public Optional<E> poll() {
        for (EventItem<RawEvent> item = queue.poll(); item != null; item = queue.poll()) {
            if (item instanceof EventItem.Event<RawEvent> event) {
                return Optional.of(decode(event.event()));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<E> drain() {
        List<E> events = new ArrayList<>();
        // Not until the queue is empty: events may come faster than they are decoded.
        for (int left = queue.size(); left > 0; left--) {
            poll().ifPresent(events::add);
        }
        return events;
    }

    @Override
    public int clear() {
        int count = 0;
        for (EventItem<RawEvent> item = queue.poll(); item != null; item = queue.poll()) {
            count += item instanceof EventItem.Event ? 1 : 0;
        }
        return count;
    }

    @Override
    public void onEvent(Executor executor, Consumer<? super E> callback) {
        SerialDrain<RawEvent> started = new SerialDrain<>(queue, new Callbacks(executor), item -> {
            if (item instanceof EventItem.Event<RawEvent> event) {
                callback.accept(decode(event.event()));
            }
        });
        if (!drain.compareAndSet(null, started)) {
            throw new IllegalStateException("this subscription has a callback already: " + what);
        }
        started.wake();
    }

    @Override
    public Iterator<E> iterator() {
        return new Iterator<>() {
            private @Nullable E next;

            @Override
            public boolean hasNext() {
                while (next == null && queue.awaitAnything()) {
                    next = poll().orElse(null);
                }
                if (next == null && queue.ended() instanceof QmpEventsLostException lost) {
                    throw lost;
                }
                return next != null;
            }

            @Override
            public E next() {
                E event = hasNext() ? next : null;
                if (event == null) {
                    throw new NoSuchElementException("no more events: " + what);
                }
                next = null;
                return event;
            }
        };
    }

    @Override
    public Stream<E> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    @Override
    public long dropped() {
        return queue.dropped();
    }

    @Override
    public boolean isOpen() {
        return queue.ended() == null;
    }

    @Override
    public void close() {
        QmpEventException closed = new QmpEventsClosedException("this subscription is closed: " + what, null);
        queue.end(() -> closed);
        onClose.accept(this);
    }
}
