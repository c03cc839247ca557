package org.qmp4j.client.session;

import java.io.FileDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.protocol.JsonText;

/** One command, from its encoding to its reply. It ends once; one thread may wait for that. */
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
    // Written before the call is added to the list of ended calls.
    private @Nullable PendingCall nextEnded;
    // Guarded by the lock of the call table, if there is one. When the call was sent; before that, when it was created.
    private long sentNanos = System.nanoTime();
    // Guarded in the same way. Its number in the order of sent commands; 0 before it is sent.
    private long number;
    // Guarded by the lock of the call table: its caller no longer waits for the reply.
    private boolean givenUp;

    /**
     * A call that has not been sent yet.
     *
     * @param descriptors sent with the command; no other command is in flight meanwhile
     * @param onEnding run by the thread that ends the call, so it must only schedule work
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

    /** What messages say of it. */
    CallLabel label(String endpoint) {
        return new CallLabel(name, id, endpoint);
    }

    boolean outOfBand() {
        return outOfBand;
    }

    /**
     * Whether no other command may be in flight: this one has descriptors, which QEMU might give to another command.
     */
    boolean alone() {
        return alone;
    }

    int length() {
        return message.length;
    }

    OutgoingMessage outgoing() {
        return outgoing;
    }

    /** The call is being sent now, with this number. */
    void markSent(long number) {
        this.number = number;
        sentNanos = System.nanoTime();
    }

    /** When the call was sent, as of {@code System.nanoTime()}. */
    long sentNanos() {
        return sentNanos;
    }

    /** How long ago the call was sent. */
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

    /** Notifies the caller that the call has ended. Must be called without a lock. If it throws, call it again. */
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

    /** Waits for the end; returns null if this time, as of {@code System.nanoTime()}, comes first. */
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
