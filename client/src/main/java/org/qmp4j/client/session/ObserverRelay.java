package org.qmp4j.client.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.OverflowPolicy;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawEvent;

/**
 * Tells the application's observer what happens, elsewhere and in order, so that an observer that blocks or throws harms
 * nobody. Without an observer it does nothing.
 */
final class ObserverRelay {
    private static final EventOptions BACKLOG = new EventOptions(10_000, OverflowPolicy.DROP_NEWEST);

    private final String endpoint;
    private final @Nullable BoundedQueue<Runnable> queue;
    private final @Nullable SerialDrain<Runnable> drain;
    private final ClientObserver observer;

    // These two only in what is delivered, one after the other.
    private boolean begun;
    private @Nullable String endedBefore;

    ObserverRelay(String endpoint, ClientObserver observer, Callbacks callbacks) {
        this.endpoint = endpoint;
        this.observer = observer;
        // Not the other way round: equals of the observer is the application's code.
        if (ClientObserver.NONE.equals(observer)) {
            queue = null;
            drain = null;
        } else {
            queue = new BoundedQueue<>("calls of the observer of " + endpoint, BACKLOG);
            drain = new SerialDrain<>(queue, callbacks, this::deliver);
        }
    }

    private void deliver(EventItem<Runnable> item) {
        if (item instanceof EventItem.Event<Runnable> call) {
            call.event().run();
        } else {
            observer.missed(((EventItem.Gap<Runnable>) item).dropped());
        }
    }

    private void tell(Runnable call) {
        note(call);
        wake();
    }

    private void note(Runnable call) {
        if (queue != null) {
            queue.offer(call);
        }
    }

    /** Has what was noted told. */
    void wake() {
        if (queue != null && drain != null && !queue.isEmpty()) {
            drain.wake();
        }
    }

    private boolean isIdle() {
        return queue == null;
    }

    void connected(String peer) {
        tell(() -> {
            begun = true;
            observer.connected(endpoint, peer);
            if (endedBefore != null) {
                observer.disconnected(endpoint, endedBefore);
            }
        });
    }

    /** A session that has not begun has not ended either; and the reader may learn of the end first. */
    void disconnected(String reason) {
        tell(() -> {
            if (begun) {
                observer.disconnected(endpoint, reason);
            } else {
                endedBefore = reason;
            }
        });
    }

    /** Its place among what is told is this; it is told after {@link #wake()}, which no lock may be held over. */
    void noteSent(PendingCall call) {
        if (!isIdle()) {
            ObservedCall observed = call.observed(endpoint);
            note(() -> {
                observer.commandSent(observed);
                observer.bytesSent(endpoint, observed.message().length());
            });
        }
    }

    void replied(PendingCall call, Message.Reply reply) {
        if (!isIdle()) {
            ObservedCall observed = call.observed(endpoint);
            Duration took = call.sinceSent();
            tell(() -> observer.commandReplied(observed, took, reply.text(), reply instanceof Message.Failure));
        }
    }

    void abandoned(PendingCall call, Outcome outcome) {
        if (!isIdle()) {
            ObservedCall observed = call.observed(endpoint);
            tell(() -> observer.commandAbandoned(observed, outcome));
        }
    }

    void replyDropped(JsonText reply) {
        tell(() -> observer.replyDropped(endpoint, reply));
    }

    void eventReceived(RawEvent event) {
        if (!isIdle()) {
            tell(() -> observer.eventReceived(endpoint, event));
        }
    }

    void eventDropped(RawEvent event) {
        if (!isIdle()) {
            tell(() -> observer.eventDropped(endpoint, event));
        }
    }

    void bytesReceived(int count) {
        if (!isIdle()) {
            tell(() -> observer.bytesReceived(endpoint, count));
        }
    }
}
