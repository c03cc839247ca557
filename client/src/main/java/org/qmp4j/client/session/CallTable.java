package org.qmp4j.client.session;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.transport.OutgoingMessage;
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
    // No ArrayDeque: that loses all that it holds when there is no memory for it to grow.
    private final Set<PendingCall> waiting = new LinkedHashSet<>(2);
    private final Set<PendingCall> urgent = new LinkedHashSet<>(1);
    private final InBandOrder inBand = new InBandOrder();
    private final Ids ids = new Ids();
    private int window;
    private @Nullable PendingCall alone;
    private long bytes;
    private long sentCount;
    private @Nullable ConnectionEnd end;

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

    /** From now on so many in-band commands may be in flight; until then none. */
    void open(int window) {
        change(() -> {
            this.window = window;
            startWaiting();
        });
    }

    /**
     * Sends a call, or queues it; neither if it has ended already, because its time was over before it came here.
     *
     * @throws org.qmp4j.client.error.QmpDisconnectedException if the connection has ended
     * @throws QmpBusyException if the queue is full
     */
    void submit(PendingCall call) {
        // Not by change(): the reader uses that, and the JIT compiler would compile all of this with it.
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
        if (queueOf(call).isEmpty() && mayBeSent(call)) {
            send(call);
        } else {
            queueOf(call).add(call);
        }
    }

    /**
     * Sends a message that is no call, out of band; false if none may be sent now: the connection has ended, or a command with
     * descriptors is on its way.
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

    /** Changes the books. An error leaves them half changed: then the connection cannot go on. */
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
        int calls = waiting.size() + urgent.size() + sent.size();
        if (calls >= (long) maxWaiting + window || (calls > 0 && bytes + call.length() > MAX_BYTES)) {
            throw new QmpBusyException(
                    "'" + call.name() + "' was not sent on " + transport.name() + ": " + calls + " calls with " + bytes
                            + " bytes are waiting already",
                    call.name(),
                    transport.name(),
                    null);
        }
    }

    // Out of band passes all that waits for the window. Caller holds the lock.
    private Set<PendingCall> queueOf(PendingCall call) {
        return isUrgent(call) ? urgent : waiting;
    }

    private static boolean isUrgent(PendingCall call) {
        return call.outOfBand() && !call.alone();
    }

    // Caller holds the lock. The transport never blocks.
    private void startWaiting() {
        startFirstOf(urgent);
        startFirstOf(waiting);
    }

    private void startFirstOf(Set<PendingCall> queue) {
        while (!queue.isEmpty()) {
            PendingCall first = queue.iterator().next();
            if (!mayBeSent(first)) {
                return;
            }
            send(first);
        }
    }

    // Caller holds the lock.
    private boolean mayBeSent(PendingCall call) {
        if (alone != null) {
            return false;
        }
        return isUrgent(call) || (inBand.size() < window && (!call.alone() || sent.isEmpty()));
    }

    // Caller holds the lock. In this order: at every moment the call is somewhere where it will be found.
    private void send(PendingCall call) {
        sent.put(call.id(), call);
        queueOf(call).remove(call);
        if (call.alone()) {
            alone = call;
        }
        if (!call.outOfBand()) {
            inBand.sent(call);
        }
        sentCount++;
        call.markSent(sentCount);
        counters.commandsSent.incrementAndGet();
        observer.noteSent(call);
        transport.send(call.outgoing());
    }

    /** Finds the calls that an answer ends: its own, and nearly always no other. Reader thread only. */
    void answered(Message.Reply reply) {
        change(() -> {
            if (reply.id() == null) {
                // QEMU could not read even the id of a command that it rejects. The order of answers shows whose it is.
                counters.errorsWithoutId.incrementAndGet();
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
            counters.foreignReplies.incrementAndGet();
            observer.noteReplyDropped(reply.text());
            return;
        }
        Map<PendingCall, Ending> before = call.outOfBand() ? Map.of() : inBand.answered(call);
        Ending ending = new Ending.Answered(reply);
        if (before.isEmpty()) {
            // Nearly every answer. It costs no map.
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
            counters.lateReplies.incrementAndGet();
        }
        if (ending instanceof Ending.Answered answered) {
            if (call.givenUp()) {
                observer.noteReplyDropped(answered.reply().text());
            } else {
                counters.repliesReceived.incrementAndGet();
                observer.noteReplied(call, answered.reply());
            }
        }
    }

    /** Takes a call out of the books and ends it, in one step: no call may be in neither state. Caller holds the lock. */
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

    /**
     * Ends a call whose caller no longer waits, unless it has ended already: withdraws it if none of it was sent, else
     * drops its answer when it comes.
     *
     * @return its ending: one of these two, or an earlier one
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

    // Caller holds the lock. A call that was sent stays in the books until its answer comes.
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
            return queueOf(call).contains(call) ? null : call.sentNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a call that waits in the queue; one that was sent goes on. */
    void withdrawFromQueue(PendingCall call, Ending ending) {
        change(() -> {
            if (queueOf(call).contains(call)) {
                var unused = isWithdrawn(call, ending);
            }
        });
    }

    /** Gives the connection up. Needs no memory. */
    void abort(Throwable cause) {
        transport.abort(cause);
    }

    /** Ends a call if none of it was sent; nothing happens to others. */
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
        boolean unsent = queueOf(call).remove(call) || (isSent(call) && transport.withdraw(call.outgoing()));
        if (!unsent) {
            return false;
        }
        settle(call, ending);
        inBand.withdrawn(call);
        observer.noteAbandoned(call, Outcome.NOT_SENT);
        // It may have been the one that those behind it waited for.
        startWaiting();
        return true;
    }

    /**
     * The connection has ended: ends all calls. The first reason counts. May be called again if it throws, because there was no
     * memory, or no thread for a callback.
     */
    void end(ConnectionEnd reason) {
        Ending unsent = new Ending.Disconnected(Outcome.NOT_SENT, reason);
        Ending unanswered = new Ending.Disconnected(Outcome.UNKNOWN, reason);
        lock.lock();
        try {
            end = end == null ? reason : end;
            while (!urgent.isEmpty()) {
                endUnsent(urgent.iterator().next(), unsent);
            }
            while (!waiting.isEmpty()) {
                endUnsent(waiting.iterator().next(), unsent);
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

    // Caller holds the lock.
    private void endUnsent(PendingCall call, Ending ending) {
        queueOf(call).remove(call);
        settle(call, ending);
    }

    private void notifyCallers() {
        Throwable failure = endedCalls.notifyCallers();
        if (failure != null) {
            transport.abort(failure);
        }
    }
}
