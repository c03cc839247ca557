package org.qmp4j.client.transport;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open connection as bytes in and bytes out. All methods may be called by any thread and none of them blocks.
 *
 * <p>Nothing is read before {@link #start}, so that nothing can arrive before there is a receiver.
 */
public interface Transport extends AutoCloseable {
    /** Uses the bytes. Called by one thread at a time, the transport's reader; must not block. */
    interface Receiver {
        /** Some bytes have come. The array belongs to the transport and is used again after the call. */
        void received(byte[] buffer, int offset, int length);

        /**
         * No more bytes will come. Called after the peer has closed the connection, after it broke, after {@link #received} threw, and after
         * {@link Transport#abort}; not after {@link Transport#close()}. If this throws, as it does when memory has run out, it
         * is called again after a pause.
         *
         * @param cause what broke, or null if the peer closed the connection in order
         */
        void ended(@Nullable Throwable cause);
    }

    /** Begins to read. Called once. */
    void start(Receiver receiver);

    /** Sends a message behind those that are on their way already. What cannot be sent ends the connection; nothing is thrown. */
    void send(OutgoingMessage message);

    /** Takes a message back; false if its first byte is out, or may be. */
    boolean withdraw(OutgoingMessage message);

    /**
     * Sets when TCP checks that the peer's host is still there; does nothing where there is no TCP. Called before {@link
     * #start}.
     */
    default void keepAlive(KeepAlive keepAlive) {}

    /** How many bytes wait here because the peer does not read; 0 where that is not known. */
    default long waitingBytes() {
        return 0;
    }

    /** Whether a message may bring descriptors; where not, none is ever sent that does. */
    default boolean carriesDescriptors() {
        return false;
    }

    /**
     * Gives the connection up because this program failed: the reader calls {@link Receiver#ended} with this cause, until that
     * returns. Before {@link #start} there is no reader, and this is {@link #close()}. Needs no memory.
     */
    void abort(Throwable cause);

    /** Where this leads, for messages to people: {@code unix:/run/vm.qmp}. */
    String name();

    /**
     * What can be found out about a silent peer, as a part of a sentence; empty if nothing can.
     *
     * @param ifAccepted what is to be added where the peer has taken the connection and nothing is known to hold it up
     */
    default Optional<String> explainSilence(String ifAccepted) {
        return Optional.empty();
    }

    /** Ends the connection. Returns at once, also where a write is stuck; what was not written is lost. Idempotent. */
    @Override
    void close();
}
