package org.qmp4j.client.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.protocol.Outcome;

/** The words for a connection that the peer ended, or that broke. */
final class SessionEnding {
    private SessionEnding() {}

    static QmpDisconnectedException byPeer(
            String endpoint, @Nullable Throwable cause, Optional<String> shutdownReason, boolean ready) {
        String how = cause == null ? ": the peer closed the connection" : ": the connection broke";
        String detail = cause == null ? "" : ": " + cause.getMessage();
        return new QmpDisconnectedException(
                endpoint + how + why(shutdownReason, ready) + detail, Outcome.UNKNOWN, cause);
    }

    private static String why(Optional<String> shutdownReason, boolean ready) {
        if (!ready) {
            return " before a session had begun";
        }
        return shutdownReason
                .map(reason -> " after SHUTDOWN (" + reason + ")")
                .orElse(" without a SHUTDOWN event: it ended without one, was killed, or its monitor was removed");
    }
}
