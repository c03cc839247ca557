package org.qmp4j.client.session;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.OverflowPolicy;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.client.observer.ObservedReply;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawEvent;

/**
 * Calls the application's observer in order, on the callback executor, so that an observer may block or throw. Without
 * an observer it does nothing.
 */
final class ObserverRelay {
    private static final EventOptions BACKLOG = new EventOptions(10_000, OverflowPolicy.DROP_NEWEST);

    /** For all messages together that wait for the observer. */
    private static final long MAX_BYTES = 64L << 20;

    /** A call of the observer, and the length of the message in it. */
    private record ObserverCall(Runnable call, int bytes) {}

    private final String endpoint;
    private final @Nullable BoundedQueue<ObserverCall> queue;
    private final @Nullable SerialDrain<ObserverCall> drain;
    private final ClientObserver observer;

    // These two are used only in delivered calls, which run one after the other.
    private boolean begun;
    private @Nullable String endedBefore;

    ObserverRelay(String endpoint, ClientObserver observer, Callbacks callbacks) {
        this.endpoint = endpoint;
        this.observer = observer;
        // Not observer.equals(NONE): that would run the application's code.
        if (ClientObserver.NONE.equals(observer)) {
            queue = null;
            drain = null;
        } else {
            queue = new BoundedQueue<>("calls of the observer of " + endpoint, BACKLOG, MAX_BYTES, ObserverCall::bytes);
            drain = new SerialDrain<>(queue, callbacks, this::deliver);
        }
    }

    private void deliver(EventItem<ObserverCall> item) {
        if (item instanceof EventItem.Event<ObserverCall> next) {
            next.event().call().run();
        } else {
            observer.missed(((EventItem.Gap<ObserverCall>) item).dropped());
        }
    }

    private void enqueue(int bytes, Runnable call) {
        note(bytes, call);
        wake();
    }

    private void note(int bytes, Runnable call) {
        if (queue != null) {
            queue.offer(new ObserverCall(call, bytes));
        }
    }

    /** Schedules the noted calls. Returns false if there is no thread for that; the next call tries again. */
    boolean wake() {
        return queue == null || drain == null || queue.isEmpty() || drain.wake();
    }

    /** Like {@link #wake()}, but throws if that returns false. */
    void require() {
        if (!wake()) {
            throw new RejectedExecutionException("no thread for the observer of " + endpoint);
        }
    }

    private boolean isIdle() {
        return queue == null;
    }

    void connected(String peer) {
        enqueue(0, () -> {
            begun = true;
            observer.connected(endpoint, peer);
            if (endedBefore != null) {
                observer.disconnected(endpoint, endedBefore);
            }
        });
    }

    /**
     * Notes the end of the session; it is reported after {@link #wake()}. If the session has not begun, the end is
     * reported after its beginning, or never: the reader may find the end first.
     */
    void noteDisconnected(String reason) {
        note(0, () -> {
            if (begun) {
                observer.disconnected(endpoint, reason);
            } else {
                endedBefore = reason;
            }
        });
    }

    // Methods that begin with "note" only add to the queue. wake() calls the observer, and must be called without a
    // lock.

    void noteSent(PendingCall call) {
        if (!isIdle()) {
            ObservedCall observed = call.observed(endpoint);
            note(observed.message().length(), () -> {
                observer.commandSent(observed);
                observer.bytesSent(endpoint, observed.message().length());
            });
        }
    }

    void noteReplied(PendingCall call, Message.Reply reply) {
        if (!isIdle()) {
            ObservedCall observed = call.observed(endpoint);
            ObservedReply observedReply =
                    new ObservedReply(reply.text(), call.sinceSent(), reply instanceof Message.Failure);
            // The observer gets the command again with its reply.
            int bytes = observed.message().length() + reply.text().length();
            note(bytes, () -> observer.commandReplied(observed, observedReply));
        }
    }

    void noteAbandoned(PendingCall call, Outcome outcome) {
        if (!isIdle()) {
            ObservedCall observed = call.observed(endpoint);
            note(observed.message().length(), () -> observer.commandAbandoned(observed, outcome));
        }
    }

    void noteReplyDropped(JsonText reply) {
        if (!isIdle()) {
            note(reply.length(), () -> observer.replyDropped(endpoint, reply));
        }
    }

    void eventReceived(RawEvent event) {
        if (!isIdle()) {
            enqueue(event.text().length(), () -> observer.eventReceived(endpoint, event));
        }
    }

    void eventDropped(RawEvent event) {
        if (!isIdle()) {
            enqueue(event.text().length(), () -> observer.eventDropped(endpoint, event));
        }
    }

    void bytesReceived(int count) {
        if (!isIdle()) {
            enqueue(0, () -> observer.bytesReceived(endpoint, count));
        }
    }
}
