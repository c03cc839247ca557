package org.qmp4j.client.session;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.observer.ClientStatistics.Counter;
import org.qmp4j.protocol.RawEvent;

/** Puts each event into the queues of the subscriptions that match it. */
final class EventFanOut {
    private final String endpoint;
    private final Counters counters;
    private final ObserverRelay observer;

    private final List<QueuedSubscription<?>> subscriptions = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private @Nullable ConnectionEnd end;

    // Reader thread only.
    private boolean unannounced;

    EventFanOut(String endpoint, Counters counters, ObserverRelay observer) {
        this.endpoint = endpoint;
        this.counters = counters;
        this.observer = observer;
    }

    /** Creates a subscription to all events that are read from now on. An empty set of names means all events. */
    <E> QueuedSubscription<E> subscribe(
            Set<String> names, EventOptions options, Function<? super RawEvent, ? extends E> decoder) {
        QueuedSubscription<E> subscription =
                new QueuedSubscription<>(endpoint, Set.copyOf(names), options, decoder, subscriptions::remove);
        lock.lock();
        try {
            if (end == null) {
                subscriptions.add(subscription);
            } else {
                subscription.end(end);
            }
        } finally {
            lock.unlock();
        }
        return subscription;
    }

    /** Puts an event into the queue of each matching subscription. Reader thread only. */
    void publish(RawEvent event) {
        unannounced = true;
        counters.increment(Counter.EVENTS_RECEIVED);
        observer.eventReceived(event);
        for (QueuedSubscription<?> subscription : subscriptions) {
            if (subscription.wants(event)) {
                subscription.offer(event).forEach(this::dropped);
            }
        }
    }

    private void dropped(RawEvent lost) {
        counters.increment(Counter.EVENTS_DROPPED);
        observer.eventDropped(lost);
    }

    /** Wakes the subscribers, once for all events since the last call. Reader thread only. */
    void announce() {
        if (unannounced) {
            unannounced = false;
            subscriptions.forEach(QueuedSubscription::announce);
        }
    }

    /** Ends all subscriptions for this reason. Throws if there is no memory or no thread; call it again then. */
    void end(ConnectionEnd reason) {
        lock.lock();
        try {
            end = reason;
        } finally {
            lock.unlock();
        }
        // After this point no subscription is added.
        subscriptions.forEach(subscription -> subscription.end(reason));
        subscriptions.clear();
    }
}
