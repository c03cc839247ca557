package org.qmp4j.client.session;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpUnresponsiveException;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.PeerText;

/** The words for a connection that the peer ended, that broke, or that this program could not go on with. */
final class SessionEnding {
    private SessionEnding() {}

    static QmpDisconnectedException byPeer(
            String endpoint, @Nullable Throwable cause, Optional<String> shutdownReason, boolean ready) {
        if (cause != null && !(cause instanceof IOException)) {
            return byFailure(endpoint, cause);
        }
        if (cause != null && isSilence(cause)) {
            return unreachable(endpoint, cause);
        }
        String how = cause == null ? ": the peer closed the connection" : ": the connection broke";
        String detail = cause == null ? "" : ": " + cause.getMessage();
        return new QmpDisconnectedException(
                endpoint + how + why(shutdownReason, ready) + detail, Outcome.UNKNOWN, cause);
    }

    static QmpDisconnectedException byAgent(String endpoint, @Nullable Throwable cause) {
        if (cause != null && !(cause instanceof IOException)) {
            return byFailure(endpoint, cause);
        }
        if (cause != null && isSilence(cause)) {
            return unreachable(endpoint, cause);
        }
        String how =
                cause == null ? ": the peer closed the connection" : ": the connection broke: " + cause.getMessage();
        return new QmpDisconnectedException(endpoint + how, Outcome.UNKNOWN, cause);
    }

    /** This program could not go on with the connection: what it had begun to read or to write was not finished. */
    private static QmpDisconnectedException byFailure(String endpoint, Throwable cause) {
        String how = cause instanceof OutOfMemoryError
                ? "memory or threads ran out in this program, which had to close the connection: "
                : "this program failed, and had to close the connection: ";
        return new QmpDisconnectedException(endpoint + ": " + how + cause, Outcome.UNKNOWN, cause);
    }

    // The JDK gives the kernel's text for ETIMEDOUT, EHOSTUNREACH and ENETUNREACH, and no number.
    private static boolean isSilence(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        return Stream.of("timed out", "No route to host", "Host is unreachable", "Network is unreachable")
                .anyMatch(text::contains);
    }

    private static QmpUnresponsiveException unreachable(String endpoint, Throwable cause) {
        return new QmpUnresponsiveException(
                endpoint + ": the peer did not answer TCP keep-alive probes or did not acknowledge what was sent ("
                        + cause.getMessage() + "): its host is down or the network to it is broken",
                Outcome.UNKNOWN,
                cause);
    }

    static QmpUnresponsiveException noProbeReply(String endpoint, String timeout) {
        return new QmpUnresponsiveException(
                endpoint + ": the peer did not answer a liveness probe (query-yank, out of band) and sent nothing else"
                        + " within " + timeout + ": QEMU is stopped, its host is down, or the network to it is broken;"
                        + " the connection was closed",
                Outcome.UNKNOWN,
                null);
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
