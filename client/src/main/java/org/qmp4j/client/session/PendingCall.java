package org.qmp4j.client.session;

import java.io.FileDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.client.transport.OutgoingMessage;
import org.qmp4j.protocol.JsonText;

/** One command on its way, from encoding to its answer. It ends once; one thread may wait for that. */
final class PendingCall {
    private final String name;
    private final String id;
    private final boolean outOfBand;
    private final byte[] message;
    private final OutgoingMessage outgoing;
    private final boolean alone;
    private final @Nullable Runnable onEnding;

    private volatile @Nullable Ending ending;
    private volatile @Nullable Thread waiter;
    // Written before the call is put into the list of calls whose callers must be notified.
    private @Nullable PendingCall nextEnded;
    // Guarded by the lock of the call table, where there is one: when it was sent; before that, when it was made.
    private long sentNanos = System.nanoTime();
    // As the field before. Its place among the commands that were sent; 0 before that.
    private long number;
    // Guarded by the lock of the call table: its caller no longer waits for the answer.
    private boolean givenUp;

    /**
     * A call that has not been sent yet.
     *
     * @param descriptors are sent with it, and nothing else meanwhile
     * @param onEnding is run by whatever thread ends the call, so it must only schedule work
     */
    PendingCall(
            String name,
            String id,
            boolean outOfBand,
            byte[] message,
            List<FileDescriptor> descriptors,
            @Nullable Runnable onEnding) {
        this.name = name;
        this.id = id;
        this.outOfBand = outOfBand;
        this.message = message;
        this.outgoing = new OutgoingMessage(message, descriptors);
        this.alone = !descriptors.isEmpty();
        this.onEnding = onEnding;
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    /** {@code " (id 42)"}, and nothing where there is no id. */
    String idText() {
        return id.isEmpty() ? "" : " (id " + id + ")";
    }

    boolean outOfBand() {
        return outOfBand;
    }

    /** Whether nothing else may be in flight with it: it brings descriptors, and QEMU might mix them up. */
    boolean alone() {
        return alone;
    }

    int length() {
        return message.length;
    }

    OutgoingMessage outgoing() {
        return outgoing;
    }

    /** It is being sent now, as the command of this number. */
    void markSent(long number) {
        this.number = number;
        sentNanos = System.nanoTime();
    }

    /** When it was sent, as of {@code System.nanoTime()}. */
    long sentNanos() {
        return sentNanos;
    }

    /** How long ago it was sent. */
    Duration sinceSent() {
        return Duration.ofNanos(System.nanoTime() - sentNanos);
    }

    ObservedCall observed(String endpoint) {
        return new ObservedCall(endpoint, name, id, outOfBand, JsonText.wrap(message, 0, message.length))
                .withNumber(number);
    }

    boolean givenUp() {
        return givenUp;
    }

    void giveUp() {
        givenUp = true;
    }

    /** Ends the call. Called once, in one step with its removal from the call table. Needs no memory. */
    void settle(Ending ending) {
        this.ending = ending;
    }

    /** Notifies the caller that the call has ended, outside of any lock. May be called again if it throws. */
    void notifyCaller() {
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
        if (onEnding != null) {
            onEnding.run();
        }
    }

    @Nullable
    PendingCall nextEnded() {
        return nextEnded;
    }

    void nextEnded(@Nullable PendingCall next) {
        nextEnded = next;
    }

    @Nullable
    Ending ending() {
        return ending;
    }

    /** Waits for the end; null if the given time, as of {@code System.nanoTime()}, comes first. */
    @Nullable
    Ending await(long endNanos) throws InterruptedException {
        waiter = Thread.currentThread();
        while (true) {
            Ending now = ending;
            if (now != null) {
                return now;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long nanos = endNanos - System.nanoTime();
            if (nanos <= 0) {
                return null;
            }
            LockSupport.parkNanos(this, nanos);
        }
    }
}
