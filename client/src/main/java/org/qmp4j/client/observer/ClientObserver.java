package org.qmp4j.client.observer;

import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawEvent;

/**
 * Observes a session. Every method does nothing unless overridden.
 *
 * <p>Calls come one after the other, in the order in which things happened, on the session's callback executor: an
 * observer that blocks delays only itself. If it falls more than 10,000 calls, or 64 MiB of messages, behind, it misses some, and
 * {@link #missed} reports how many. An observer that throws is logged and called again.
 *
 * <p>{@link #commandSent} is followed by one {@link #commandReplied} or one {@link #commandAbandoned} with the same number, or by {@link
 * #disconnected}; for a guest agent the number is 0, and the next report of a command belongs to the last one sent. The late reply to an
 * abandoned command is a {@link #replyDropped}. A command that never left the queue is only reported as abandoned.
 */
public interface ClientObserver {
    /** Does nothing. */
    ClientObserver NONE = new ClientObserver() {};

    /**
     * A session has begun.
     *
     * @param peer who answered, for people: {@code QEMU 7.2.22 (Debian ...)}, {@code guest agent}
     */
    default void connected(String endpoint, String peer) {}

    /** A session has ended. */
    default void disconnected(String endpoint, String reason) {}

    /** A command was given to the connection. */
    default void commandSent(ObservedCall call) {}

    /** A command was answered, with success or with an error. */
    default void commandReplied(ObservedCall call, ObservedReply reply) {}

    /** A command's deadline passed, its caller was interrupted, or its future was cancelled. */
    default void commandAbandoned(ObservedCall call, Outcome outcome) {}

    /** An answer came that no call waits for: it is late, or meant for an earlier client. */
    default void replyDropped(String endpoint, JsonText reply) {}

    /** An event came, before it was given to any subscription. */
    default void eventReceived(String endpoint, RawEvent event) {}

    /** A subscription was full and lost an event. */
    default void eventDropped(String endpoint, RawEvent event) {}

    /** Bytes came. */
    default void bytesReceived(String endpoint, int count) {}

    /** Bytes were given to the connection. */
    default void bytesSent(String endpoint, int count) {}

    /** Calls of this observer were left out because it was too slow. */
    default void missed(long calls) {}
}
