package org.qmp4j.client.session;

import java.util.Optional;

/**
 * Why a session ended.
 *
 * @param message the reason as text
 * @param shutdownReason the reason in the last SHUTDOWN event, if one came
 * @param byThisProgram whether it was closed on this side
 * @param unresponsive whether the peer stopped answering
 */
public record SessionEnd(String message, Optional<String> shutdownReason, boolean byThisProgram, boolean unresponsive) {
    static SessionEnd of(ConnectionEnd end, Optional<String> shutdownReason, boolean byThisProgram) {
        boolean unresponsive = end.kind() == ConnectionEnd.Kind.UNRESPONSIVE;
        return new SessionEnd(end.message(), shutdownReason, byThisProgram, unresponsive);
    }
}
