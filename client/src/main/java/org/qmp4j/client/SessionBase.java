package org.qmp4j.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.session.SessionState;
import org.qmp4j.client.thread.OwnedFuture;

/** The connection of a client and how it ended. */
abstract class SessionBase implements QmpSession {
    private final SessionState session;
    private final Endpoint endpoint;
    private final OwnedFuture<CloseReason> closed;

    SessionBase(SessionState session, Endpoint endpoint) {
        this.session = session;
        this.endpoint = endpoint;
        this.closed = OwnedFuture.of(session.whenEnded());
    }

    @Override
    public final Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public final String peer() {
        return session.endpoint();
    }

    @Override
    public final ClientStatistics statistics() {
        return session.statistics();
    }

    @Override
    public final boolean isOpen() {
        return session.closeReason().isEmpty();
    }

    @Override
    public final Optional<CloseReason> closeReason() {
        return session.closeReason();
    }

    @Override
    public final CompletableFuture<CloseReason> whenClosed() {
        return closed;
    }
}
