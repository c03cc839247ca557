package org.qmp4j.client.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.observer.ClientStatistics.Counter;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.protocol.Outcome;

/**
 * The calls of a session: those that were sent, those that wait to be sent, and which call an answer belongs to.
 *
 * <p>At most {@code window} in-band commands are in flight; the others wait here, where they can still be withdrawn. Only an
 * answer frees a place in the window: a call that was given up keeps its place until then.
 *
 * <p>A command with descriptors is sent only when no other command is in flight, and no other command is sent until its
 * reply has come, not even out of band. QEMU does not store descriptors together with their command: it keeps only the
 * ones that came last.
 */
final class CallTable {
    /** For all messages in the table together. A single message may be larger: QEMU's own limit applies to it. */
    private static final long MAX_BYTES = 256L << 20;

    private final Transport transport;
    private final int maxWaiting;
    private final Counters counters;
    private final ObserverRelay observer;

    private final ReentrantLock lock = new ReentrantLock();
    // All below guarded by lock.
    // Calls that were sent, by id, until their answer comes, also if their caller has given them up.
    private final Map<String, PendingCall> sent = new HashMap<>(4);
    private final WaitingCalls waiting = new WaitingCalls();
    // The in-band calls among those that were sent, oldest first.
    private final InBandOrder inBand = new InBandOrder();
    private final Ids ids = new Ids();
    // How many in-band calls may be in flight; 0 until the session has begun.
    private int window;
    // A call with descriptors that was sent: nothing else is sent before its answer.
    private @Nullable PendingCall alone;
    // The length of all messages in sent and in waiting.
    private long bytes;
    // How many calls were sent so far.
    private long sentCount;
    // Why the connection ended; null while it is open.
    private @Nullable ConnectionEnd end;

    private final Predicate<PendingCall> mayBeSent = this::mayBeSent;
    private final EndedCalls endedCalls = new EndedCalls();

    CallTable(Transport transport, int maxWaiting, Counters counters, ObserverRelay observer) {
        this.transport = transport;
        this.maxWaiting = maxWaiting;
        this.counters = counters;
        this.observer = observer;
    }

    /** An id for a call that will be submitted. */
    String newId() {
        lock.lock();
        try {
            return ids.next();
        } finally {
            lock.unlock();
        }
    }

    /** Allows this number of in-band commands in flight. Before this call the number is 0. */
    void open(int window) {
        change(() -> {
            this.window = window;
            startWaiting();
        });
    }

    /**
     * Sends a call, or queues it. Does nothing if the call has already ended because its time was over.
     *
     * @throws org.qmp4j.client.error.QmpDisconnectedException if the connection has ended
     * @throws QmpBusyException if the queue is full
     */
    void submit(PendingCall call) {
        // Does not use change(), which the reader uses: the JIT compiler would inline all of this there.
        lock.lock();
        try {
            enter(call);
        } catch (QmpCallException refused) {
            throw refused;
        } catch (RuntimeException | Error halfChanged) {
            transport.abort(halfChanged);
            throw halfChanged;
        } finally {
            lock.unlock();
        }
        // Not under the lock: the observer's executor is the application's code, which may want locks of its own.
        observer.wake();
    }

    // Caller holds the lock.
    private void enter(PendingCall call) {
        if (call.ending() != null) {
            return;
        }
        requireRoom(call);
        bytes += call.length();
        if (!waiting.isBehindOthers(call) && mayBeSent(call)) {
            send(call);
        } else {
            waiting.add(call);
        }
    }

    /**
     * Sends an out-of-band message that is not a call. Returns false if it may not be sent now: the connection has
     * ended, or a command with descriptors is in flight.
     */
    boolean sendBeside(OutgoingMessage message) {
        lock.lock();
        try {
            if (end != null || alone != null) {
                return false;
            }
            transport.send(message);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Changes the table. An error leaves it half changed, so it closes the connection. */
    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } catch (QmpCallException refused) {
            throw refused;
        } catch (RuntimeException | Error halfChanged) {
            transport.abort(halfChanged);
            throw halfChanged;
        } finally {
            lock.unlock();
            notifyCallers();
        }
        // Not under the lock: the observer's executor is the application's code, which may want locks of its own.
        observer.wake();
    }

    // Caller holds the lock.
    private void requireRoom(PendingCall call) {
        if (end != null) {
            throw end.notSent(new FailedCall(call.name(), transport.name(), Outcome.NOT_SENT));
        }
        int calls = waiting.size() + sent.size();
        if (calls >= (long) maxWaiting + window || (calls > 0 && bytes + call.length() > MAX_BYTES)) {
            throw new QmpBusyException(
                    "'" + call.name() + "' was not sent on " + transport.name() + ": " + calls + " calls with " + bytes
                            + " bytes are waiting already",
                    call.name(),
                    transport.name(),
                    null);
        }
    }

    // Caller holds the lock. The transport never blocks.
    private void startWaiting() {
        PendingCall next = waiting.next(mayBeSent);
        while (next != null) {
            send(next);
            next = waiting.next(mayBeSent);
        }
    }

    // Caller holds the lock.
    private boolean mayBeSent(PendingCall call) {
        if (alone != null) {
            return false;
        }
        return WaitingCalls.isUrgent(call) || (inBand.size() < window && (!call.alone() || sent.isEmpty()));
    }

    // Caller holds the lock. In this order, so that the call is in the map or in the queue at every moment.
    private void send(PendingCall call) {
        sent.put(call.id(), call);
        waiting.remove(call);
        if (call.alone()) {
            alone = call;
        }
        if (!call.outOfBand()) {
            inBand.sent(call);
        }
        sentCount++;
        call.markSent(sentCount);
        counters.increment(Counter.COMMANDS_SENT);
        observer.noteSent(call);
        transport.send(call.outgoing());
    }

    /** Ends the call that a reply belongs to, and in rare cases others with it. Reader thread only. */
    void answered(Message.Reply reply) {
        change(() -> {
            if (reply.id() == null) {
                // QEMU could not read even the id of the command. The order of replies shows which call this one
                // belongs to.
                counters.increment(Counter.ERRORS_WITHOUT_ID);
                endAll(inBand.answeredWithoutId(reply));
            } else {
                answeredWithId(reply);
            }
            startWaiting();
        });
    }

    // Caller holds the lock.
    private void answeredWithId(Message.Reply reply) {
        PendingCall call = sent.get(reply.id());
        if (call == null) {
            counters.increment(Counter.FOREIGN_REPLIES);
            observer.noteReplyDropped(reply.text());
            return;
        }
        Map<PendingCall, Ending> before = call.outOfBand() ? Map.of() : inBand.answered(call);
        Ending ending = new Ending.Answered(reply);
        if (before.isEmpty()) {
            // Nearly every reply. No map is needed.
            note(call, ending);
            settle(call, ending);
        } else {
            before.put(call, ending);
            endAll(before);
        }
        if (!call.givenUp()) {
            ids.answered(call.id());
        }
    }

    // Caller holds the lock.
    private void endAll(Map<PendingCall, Ending> ended) {
        ended.forEach(this::note);
        ended.forEach(this::settle);
    }

    // Caller holds the lock.
    private void note(PendingCall call, Ending ending) {
        if (call.givenUp()) {
            counters.increment(Counter.LATE_REPLIES);
        }
        if (ending instanceof Ending.Answered answered) {
            if (call.givenUp()) {
                observer.noteReplyDropped(answered.reply().text());
            } else {
                counters.increment(Counter.REPLIES_RECEIVED);
                observer.noteReplied(call, answered.reply());
            }
        }
    }

    /**
     * Removes a call from the table and ends it, in one step: each call must be either in the table or ended. Caller
     * holds the lock.
     */
    private void settle(PendingCall call, Ending ending) {
        leave(call);
        if (!call.givenUp()) {
            end(call, ending);
        }
    }

    // Caller holds the lock. Needs no memory.
    private void leave(PendingCall call) {
        sent.remove(call.id());
        bytes -= call.length();
        if (alone == call) {
            alone = null;
        }
    }

    // Caller holds the lock. Needs no memory.
    private void end(PendingCall call, Ending ending) {
        call.settle(ending);
        endedCalls.add(call);
    }

    /** The transport could not deliver a message, or lost its reply, which will never come. */
    void failed(OutgoingMessage message, Outcome outcome, String reason) {
        change(() -> sent.values().stream()
                .filter(call -> call.outgoing().equals(message))
                .findFirst()
                .ifPresent(call -> fail(call, new Ending.Undelivered(outcome, reason))));
    }

    // Caller holds the lock.
    private void fail(PendingCall call, Ending.Undelivered ending) {
        if (!call.givenUp()) {
            observer.noteAbandoned(call, ending.outcome());
        }
        settle(call, ending);
        inBand.withdrawn(call);
        startWaiting();
    }

    /**
     * Ends a call whose caller no longer waits, unless it has ended already: withdraws it if no byte of it was sent;
     * otherwise its reply will be dropped.
     *
     * @return how the call ended: one of these two, or the earlier ending
     */
    Ending giveUp(PendingCall call, Ending ifUnsent, Ending ifSent) {
        if (call.ending() == null) {
            change(() -> {
                if (!isWithdrawn(call, ifUnsent) && call.ending() == null) {
                    drop(call, isSent(call) ? ifSent : ifUnsent);
                }
            });
        }
        return Objects.requireNonNull(call.ending());
    }

    // Caller holds the lock. A call that was sent stays in the table until its reply comes.
    private void drop(PendingCall call, Ending ending) {
        call.giveUp();
        end(call, ending);
        if (isSent(call)) {
            observer.noteAbandoned(call, Outcome.UNKNOWN);
        }
    }

    private boolean isSent(PendingCall call) {
        return sent.get(call.id()) == call;
    }

    /** When a call was sent, as of {@code System.nanoTime()}; null while it waits in the queue. */
    @Nullable
    Long sentNanos(PendingCall call) {
        lock.lock();
        try {
            return waiting.contains(call) ? null : call.sentNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a call that is in the queue; does nothing to a call that was sent. */
    void withdrawFromQueue(PendingCall call, Ending ending) {
        change(() -> {
            if (waiting.contains(call)) {
                var unused = isWithdrawn(call, ending);
            }
        });
    }

    /** Closes the connection because of a failure. Needs no memory. */
    void abort(Throwable cause) {
        transport.abort(cause);
    }

    /** Ends a call if no byte of it was sent; otherwise does nothing. */
    void withdraw(PendingCall call, Ending ending) {
        change(() -> {
            var unused = isWithdrawn(call, ending);
        });
    }

    // Caller holds the lock.
    private boolean isWithdrawn(PendingCall call, Ending ending) {
        if (call.ending() != null) {
            return false;
        }
        boolean unsent = waiting.remove(call) || (isSent(call) && transport.withdraw(call.outgoing()));
        if (!unsent) {
            return false;
        }
        settle(call, ending);
        inBand.withdrawn(call);
        observer.noteAbandoned(call, Outcome.NOT_SENT);
        // The calls behind it may have waited for it.
        startWaiting();
        return true;
    }

    /**
     * The connection has ended: ends all calls. The first reason counts. Throws if there is no memory, or no thread for
     * a callback; call it again then.
     */
    void end(ConnectionEnd reason) {
        Ending unsent = new Ending.Disconnected(Outcome.NOT_SENT, reason);
        Ending unanswered = new Ending.Disconnected(Outcome.UNKNOWN, reason);
        lock.lock();
        try {
            end = end == null ? reason : end;
            for (PendingCall call = waiting.any(); call != null; call = waiting.any()) {
                waiting.remove(call);
                settle(call, unsent);
            }
            while (!sent.isEmpty()) {
                PendingCall call = sent.values().iterator().next();
                settle(call, transport.withdraw(call.outgoing()) ? unsent : unanswered);
            }
            inBand.clear();
        } finally {
            lock.unlock();
        }
        Throwable failure = endedCalls.notifyCallers();
        if (failure != null) {
            throw new IllegalStateException("a call has ended, and its caller could not be notified", failure);
        }
    }

    private void notifyCallers() {
        Throwable failure = endedCalls.notifyCallers();
        if (failure != null) {
            transport.abort(failure);
        }
    }
}
