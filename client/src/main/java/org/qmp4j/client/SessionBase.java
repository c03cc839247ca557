package org.qmp4j.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.session.SessionEnd;
import org.qmp4j.client.session.SessionState;
import org.qmp4j.client.thread.OwnedFuture;
import org.qmp4j.client.transport.Endpoint;

/** The connection of a client and how it ended. */
abstract class SessionBase implements QmpSession {
    private final SessionState session;
    private final Endpoint endpoint;
    private final OwnedFuture<CloseReason> closed;

    SessionBase(SessionState session, Endpoint endpoint) {
        this.session = session;
        this.endpoint = endpoint;
        this.closed = OwnedFuture.of(session.whenEnded().thenApply(CloseReason::new));
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
        return new ClientStatistics(session.counters());
    }

    @Override
    public final boolean isOpen() {
        return session.sessionEnd().isEmpty();
    }

    @Override
    public final Optional<CloseReason> closeReason() {
        Optional<SessionEnd> end = session.sessionEnd();
        return end.map(CloseReason::new);
    }

    @Override
    public final CompletableFuture<CloseReason> whenClosed() {
        return closed;
    }
}
