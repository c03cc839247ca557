package org.qmp4j.client.session;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.session.ConnectionEnd.Kind;
import org.qmp4j.protocol.PeerText;

/** Messages for a connection that the peer closed, that broke, or that this program had to close. */
final class SessionEnding {
    private SessionEnding() {}

    static ConnectionEnd byPeer(
            String endpoint, @Nullable Throwable cause, Optional<String> shutdownReason, boolean ready) {
        String why = why(shutdownReason, ready);
        if (cause == null) {
            return new ConnectionEnd(Kind.CLOSED, endpoint + ": the peer closed the connection" + why, null);
        }
        return byFailure(endpoint, why, cause);
    }

    static ConnectionEnd byAgent(String endpoint, @Nullable Throwable cause) {
        return cause == null
                ? new ConnectionEnd(Kind.CLOSED, endpoint + ": the peer closed the connection", null)
                : byFailure(endpoint, "", cause);
    }

    private static ConnectionEnd byFailure(String endpoint, String why, Throwable cause) {
        if (!(cause instanceof IOException)) {
            return byThisProgram(endpoint, cause);
        }
        if (isSilence(cause)) {
            return unreachable(endpoint, cause);
        }
        String message = endpoint + ": the connection broke" + why + ": " + cause.getMessage();
        return new ConnectionEnd(Kind.CLOSED, message, cause);
    }

    /** This program had to close the connection, because a failure left a read or a write unfinished. */
    private static ConnectionEnd byThisProgram(String endpoint, Throwable cause) {
        String how = cause instanceof OutOfMemoryError
                ? "memory or threads ran out in this program, which had to close the connection: "
                : "this program failed, and had to close the connection: ";
        return new ConnectionEnd(Kind.CLOSED, endpoint + ": " + how + cause, cause);
    }

    // For ETIMEDOUT, EHOSTUNREACH and ENETUNREACH the JDK reports the kernel's text, but no number.
    private static boolean isSilence(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        return Stream.of("timed out", "No route to host", "Host is unreachable", "Network is unreachable")
                .anyMatch(text::contains);
    }

    private static ConnectionEnd unreachable(String endpoint, Throwable cause) {
        return new ConnectionEnd(
                Kind.UNRESPONSIVE,
                endpoint + ": the peer did not answer TCP keep-alive probes or did not acknowledge what was sent ("
                        + cause.getMessage() + "): its host is down or the network to it is broken",
                cause);
    }

    static ConnectionEnd noProbeReply(String endpoint, String timeout) {
        return new ConnectionEnd(
                Kind.UNRESPONSIVE,
                endpoint + ": the peer did not answer a liveness probe (query-yank, out of band) and sent nothing else"
                        + " within " + timeout + ": QEMU is stopped, its host is down, or the network to it is broken;"
                        + " the connection was closed",
                null);
    }

    /** The peer sent something that this program does not accept. */
    static ConnectionEnd protocolError(String message, @Nullable Throwable cause) {
        return new ConnectionEnd(Kind.PROTOCOL_ERROR, message, cause);
    }

    private static String why(Optional<String> shutdownReason, boolean ready) {
        if (!ready) {
            return " before a session had begun";
        }
        return shutdownReason
                .map(reason -> " after SHUTDOWN (" + PeerText.quote(reason) + ")")
                .orElse(" without a SHUTDOWN event: it ended without one, was killed, or its monitor was removed");
    }
}
