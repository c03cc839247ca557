package org.qmp4j.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.transport.Transport;
import org.qmp4j.protocol.Outcome;

/**
 * Which calls are on their way, which wait for their turn, and whose answer an answer is.
 *
 * <p>At most {@code window} in-band commands are in flight; the rest waits here, where it can still be withdrawn. A place
 * is given free by the answer alone: a call that was given up keeps it until then.
 *
 * <p>A command with descriptors is sent when nothing at all is in flight, and while it is, nothing else is sent, out of
 * band or not: QEMU keeps the descriptors that came last beside its commands, not with the one that they came with.
 */
final class CallTable {
    /** All messages in the table together. One alone may be larger than its share, up to QEMU's own limit. */
    private static final long MAX_BYTES = 256L << 20;

    private final Transport transport;
    private final int maxWaiting;
    private final Counters counters;
    private final ObserverRelay observer;

    private final ReentrantLock lock = new ReentrantLock();
    // All below guarded by lock.
    private final Map<String, PendingCall> sent = new HashMap<>(4);
    private final ArrayDeque<PendingCall> waiting = new ArrayDeque<>(2);
    private final ArrayDeque<PendingCall> urgent = new ArrayDeque<>(1);
    private final InBandOrder inBand = new InBandOrder();
    private int window;
    private @Nullable PendingCall alone;
    private long bytes;
    private @Nullable QmpDisconnectedException end;

    CallTable(Transport transport, int maxWaiting, Counters counters, ObserverRelay observer) {
        this.transport = transport;
        this.maxWaiting = maxWaiting;
        this.counters = counters;
        this.observer = observer;
    }

    /** From now on so many in-band commands may be in flight; until then none. */
    void open(int window) {
        lock.lock();
        try {
            this.window = window;
            startWaiting();
        } finally {
            unlock();
        }
    }

    /**
     * Sends a call, or queues it.
     *
     * @throws QmpDisconnectedException if the connection has ended
     * @throws QmpBusyException if the queue is full
     */
    void submit(PendingCall call) {
        lock.lock();
        try {
            if (end != null) {
                throw new QmpDisconnectedException(
                        "'" + call.name() + "' was not sent: " + end.getMessage(), Outcome.NOT_SENT, end);
            }
            int calls = waiting.size() + urgent.size() + sent.size();
            if (calls >= (long) maxWaiting + window || (calls > 0 && bytes + call.length() > MAX_BYTES)) {
                throw new QmpBusyException(
                        "'" + call.name() + "' was not sent on " + transport.name() + ": " + calls + " calls with "
                                + bytes + " bytes are waiting already",
                        null);
            }
            bytes += call.length();
            queueOf(call).add(call);
            startWaiting();
        } finally {
            unlock();
        }
    }

    // The observer's executor is the application's code, which may want locks of its own.
    private void unlock() {
        lock.unlock();
        observer.wake();
    }

    // Out of band passes all that waits for the window. Caller holds the lock.
    private ArrayDeque<PendingCall> queueOf(PendingCall call) {
        return call.outOfBand() && !call.alone() ? urgent : waiting;
    }

    // Caller holds the lock. The transport never blocks.
    private void send(PendingCall call) {
        if (call.alone()) {
            alone = call;
        }
        sent.put(call.id(), call);
        if (!call.outOfBand()) {
            inBand.sent(call);
        }
        call.markSent();
        counters.commandsSent.incrementAndGet();
        observer.noteSent(call);
        transport.send(call.outgoing());
    }

    // Caller holds the lock.
    private void startWaiting() {
        while (alone == null && !urgent.isEmpty()) {
            send(urgent.remove());
        }
        while (alone == null && !waiting.isEmpty() && hasRoomFor(waiting.element())) {
            send(waiting.remove());
        }
    }

    private boolean hasRoomFor(PendingCall call) {
        return inBand.size() < window && (!call.alone() || sent.isEmpty());
    }

    // Caller holds the lock.
    private void leave(PendingCall call) {
        sent.remove(call.id());
        bytes -= call.length();
        if (alone == call) {
            alone = null;
        }
    }

    /** Finds the call that an answer belongs to, and ends it. Reader thread only. */
    void answered(Message.Reply reply) {
        if (reply.id() == null) {
            answeredWithoutId(reply);
            return;
        }
        PendingCall call;
        Map<PendingCall, Ending> ended = Map.of();
        lock.lock();
        try {
            call = sent.get(reply.id());
            if (call != null) {
                leave(call);
                if (!call.outOfBand()) {
                    ended = inBand.answered(call);
                    forget(ended);
                }
                startWaiting();
            }
        } finally {
            unlock();
        }
        if (call == null) {
            counters.foreignReplies.incrementAndGet();
            observer.replyDropped(reply.text());
        } else {
            ended.forEach(this::finish);
            finish(call, new Ending.Answered(reply));
        }
    }

    /** QEMU could not even read the id of what it refuses; answers come in order, so that tells whose it was. */
    private void answeredWithoutId(Message.Reply reply) {
        counters.errorsWithoutId.incrementAndGet();
        Map<PendingCall, Ending> ended;
        lock.lock();
        try {
            ended = inBand.answeredWithoutId(reply);
            forget(ended);
            startWaiting();
        } finally {
            unlock();
        }
        ended.forEach(this::finish);
    }

    // Caller holds the lock.
    private void forget(Map<PendingCall, Ending> ended) {
        ended.keySet().forEach(this::leave);
    }

    private void finish(PendingCall call, Ending ending) {
        if (call.givenUp()) {
            counters.lateReplies.incrementAndGet();
            if (ending instanceof Ending.Answered answered) {
                observer.replyDropped(answered.reply().text());
            }
            return;
        }
        try {
            if (ending instanceof Ending.Answered answered) {
                counters.repliesReceived.incrementAndGet();
                observer.replied(call, answered.reply());
            }
        } finally {
            // Whatever happens before: somebody waits for it.
            call.end(ending);
        }
    }

    /**
     * Gives a call up: withdraws it if none of it was sent, else drops its answer when it comes.
     *
     * @return what is known of it; null if it has ended already, or is just about to be ended by another thread
     */
    @Nullable
    Outcome giveUp(PendingCall call) {
        Outcome outcome;
        lock.lock();
        try {
            if (isWithdrawn(call)) {
                outcome = Outcome.NOT_SENT;
            } else if (isAwaited(call)) {
                call.giveUp();
                outcome = Outcome.UNKNOWN;
            } else {
                return null;
            }
        } finally {
            unlock();
        }
        observer.abandoned(call, outcome);
        return outcome;
    }

    /** Ends a call if none of it was sent; nothing happens to others. */
    void withdraw(PendingCall call, Ending ending) {
        lock.lock();
        try {
            if (!isWithdrawn(call)) {
                return;
            }
        } finally {
            unlock();
        }
        observer.abandoned(call, Outcome.NOT_SENT);
        call.end(ending);
    }

    // Caller holds the lock.
    private boolean isAwaited(PendingCall call) {
        return sent.get(call.id()) == call && !call.givenUp();
    }

    // Caller holds the lock.
    private boolean isWithdrawn(PendingCall call) {
        if (queueOf(call).remove(call)) {
            bytes -= call.length();
        } else if (isAwaited(call) && transport.withdraw(call.outgoing())) {
            leave(call);
            inBand.withdrawn(call);
        } else {
            return false;
        }
        // It may have been the one that those behind it waited for.
        startWaiting();
        return true;
    }

    /** The connection has ended: ends all calls. The first reason counts. */
    void end(QmpDisconnectedException reason) {
        List<PendingCall> unsent = new ArrayList<>();
        List<PendingCall> unanswered = new ArrayList<>();
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            end = reason;
            unsent.addAll(urgent);
            unsent.addAll(waiting);
            for (PendingCall call : sent.values()) {
                (transport.withdraw(call.outgoing()) ? unsent : unanswered).add(call);
            }
            unsent.removeIf(PendingCall::givenUp);
            unanswered.removeIf(PendingCall::givenUp);
            urgent.clear();
            waiting.clear();
            sent.clear();
            inBand.clear();
        } finally {
            unlock();
        }
        unsent.forEach(call -> endLogged(call, new Ending.Disconnected(Outcome.NOT_SENT, reason)));
        unanswered.forEach(call -> endLogged(call, new Ending.Disconnected(Outcome.UNKNOWN, reason)));
    }

    // Those behind it must end, too.
    private static void endLogged(PendingCall call, Ending ending) {
        Callbacks.runLogged("the end of a call", () -> call.end(ending));
    }
}
