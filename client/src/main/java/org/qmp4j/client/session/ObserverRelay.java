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
 * Calls the application's observer in order, on the callback executor, so that an observer that blocks or throws does no
 * harm. Without an observer it does nothing.
 */
final class ObserverRelay {
    private static final EventOptions BACKLOG = new EventOptions(10_000, OverflowPolicy.DROP_NEWEST);

    /** All messages together that wait for the observer. */
    private static final long MAX_BYTES = 64L << 20;

    /** A call of the observer, and how long the message is that it holds. */
    private record ObserverCall(Runnable call, int bytes) {}

    private final String endpoint;
    private final @Nullable BoundedQueue<ObserverCall> queue;
    private final @Nullable SerialDrain<ObserverCall> drain;
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
            queue = new BoundedQueue<>("calls of the observer of " + endpoint, BACKLOG, MAX_BYTES, ObserverCall::bytes);
            drain = new SerialDrain<>(queue, callbacks, this::deliver);
        }
    }

    private void deliver(EventItem<ObserverCall> item) {
        if (item instanceof EventItem.Event<ObserverCall> told) {
            told.event().call().run();
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

    /** Schedules the calls that were noted; false if there is no thread for that, and the next call tries again. */
    boolean wake() {
        return queue == null || drain == null || queue.isEmpty() || drain.wake();
    }

    /** As {@link #wake()}, and throws where that returns false. */
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
     * A session that has not begun has not ended either; and the reader may learn of the end first. It is reported after {@link
     * #wake()}.
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

    // Methods that begin with "note" only add to the queue; the observer is called after wake(), which no lock may
    // be held
    // over.

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
            // The call's own message is reported again with its answer.
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
