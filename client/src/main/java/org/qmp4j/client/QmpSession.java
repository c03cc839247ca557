package org.qmp4j.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.observer.CloseReason;

/** What {@link QmpClient} and {@link GuestAgentClient} have in common: a connection and how it ended. Any thread. */
public interface QmpSession extends AutoCloseable {
    /**
     * Where this is connected to. The endpoint of a connection that {@link QmpListener} accepted is that of the listener; it cannot be
     * opened, because the peer connects, and {@code open} says so.
     */
    Endpoint endpoint();

    /** Where this is connected to, as text for people and logs: {@code unix:/run/vm.qmp}. */
    String peer();

    /** What has been counted so far. */
    ClientStatistics statistics();

    /** Whether the connection is open; this says nothing about whether the peer still answers. */
    boolean isOpen();

    /** Why the connection ended; empty while it is open. */
    Optional<CloseReason> closeReason();

    /**
     * A future that completes on the callback executor when the connection ends. It is the same one for every call, so a caller
     * cannot complete or cancel it; {@code orTimeout} and {@code completeOnTimeout} return a copy.
     */
    CompletableFuture<CloseReason> whenClosed();

    /** Closes the connection and ends everything that waits for it. Returns at once. Idempotent. The peer keeps running. */
    @Override
    void close();
}
