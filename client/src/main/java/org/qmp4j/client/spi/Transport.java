package org.qmp4j.client.spi;

import org.jspecify.annotations.Nullable;
import org.qmp4j.client.options.KeepAlive;
import org.qmp4j.protocol.Outcome;

/**
 * An open connection: messages out, bytes in. All methods may be called by any thread, and none of them blocks.
 *
 * <p>Nothing is read before {@link #start}, so nothing can arrive before there is a receiver.
 */
public interface Transport extends AutoCloseable {
    /**
     * Uses what arrives. Its methods must not block. They are called by one thread at a time, and never from inside of {@link
     * Transport#send}, because the caller of that holds a lock.
     */
    interface Receiver {
        /** Some bytes have come. The array belongs to the transport, which uses it again after the call. */
        void received(byte[] buffer, int offset, int length);

        /**
         * One message was not delivered, or its reply was lost, and the connection goes on. Only transports that carry
         * messages one by one call this. The call of that message fails with {@link org.qmp4j.client.error.QmpDeliveryException}. No reply to
         * it may come later.
         *
         * @param message as given to {@link Transport#send}
         * @param outcome {@code NOT_SENT} if the peer certainly did not get it, else {@code UNKNOWN}
         * @param reason for people; it must not contain secrets
         */
        default void failed(OutgoingMessage message, Outcome outcome, String reason) {}

        /**
         * No more bytes will come. Called after the peer has closed the connection, after it broke, after {@link #received} threw,
         * and after {@link Transport#abort}; not after {@link Transport#close()}. If this throws, which it does when memory has
         * run out, it must be called again after a pause.
         *
         * @param cause what broke, or null if the peer closed the connection in order
         */
        void ended(@Nullable Throwable cause);
    }

    /** Begins to read. Called once. */
    void start(Receiver receiver);

    /** Sends a message, after those that are waiting already. Throws nothing: a message that cannot be sent ends the connection. */
    void send(OutgoingMessage message);

    /**
     * Takes a message back. By default none can be taken back.
     *
     * @return true if the peer has got nothing of it and never will; false if its first byte was sent, or may have been
     */
    default boolean withdraw(OutgoingMessage message) {
        return false;
    }

    /**
     * Sets when TCP checks that the peer's host is still there. Does nothing where there is no TCP. Called before {@link
     * #start}.
     */
    default void keepAlive(KeepAlive keepAlive) {}

    /** How many bytes wait here because the peer does not read; 0 where that is not known. */
    default long waitingBytes() {
        return 0;
    }

    /** Whether a message may have descriptors. If not, this is never given a message that has any. */
    default boolean carriesDescriptors() {
        return false;
    }

    /**
     * Gives the connection up because this program failed: the reader calls {@link Receiver#ended} with this cause, until that
     * returns. Before {@link #start} there is no reader, and this does the same as {@link #close()}. It must not need memory.
     */
    void abort(Throwable cause);

    /** Where this is connected to, for messages to people: {@code unix:/run/vm.qmp}. */
    String name();

    /** Ends the connection. Returns at once, also while a write blocks; what was not written is lost. Idempotent. */
    @Override
    void close();
}
