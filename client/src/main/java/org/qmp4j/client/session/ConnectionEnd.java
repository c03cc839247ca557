package org.qmp4j.client.session;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpUnresponsiveException;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.protocol.PeerText;

/**
 * Why a connection ended. Each call, subscription and handshake that waited gets its own exception, with the stack
 * trace of the thread that waited.
 *
 * @param message for people; safe to print
 * @param cause null if the peer or this program simply closed the connection
 */
record ConnectionEnd(Kind kind, String message, @Nullable Throwable cause) {
    enum Kind {
        CLOSED,
        PROTOCOL_ERROR,
        UNRESPONSIVE
    }

    ConnectionEnd {
        message = PeerText.message(message);
    }

    /** The exception of a call that waited. */
    QmpDisconnectedException exception(String message, FailedCall call) {
        return switch (kind) {
            case CLOSED -> new QmpDisconnectedException(message, call, cause);
            case PROTOCOL_ERROR -> new QmpProtocolException(message, call, cause);
            case UNRESPONSIVE -> new QmpUnresponsiveException(message, call, cause);
        };
    }

    /** The exception of a call that was not sent. */
    QmpDisconnectedException notSent(FailedCall call) {
        return exception("'" + call.command() + "' was not sent: " + message, call);
    }

    /** The reason as the application sees it. */
    CloseReason toApplication(Optional<String> shutdownReason, boolean byThisProgram) {
        CloseReason.Kind ended = kind == Kind.UNRESPONSIVE ? CloseReason.Kind.UNRESPONSIVE : CloseReason.Kind.LOST;
        return new CloseReason(byThisProgram ? CloseReason.Kind.BY_THIS_PROGRAM : ended, message, shutdownReason);
    }

    /** For a future that reports the end to another thread, and as the cause of a failed handshake. */
    IOException toException() {
        IOException exception = switch (kind) {
            case CLOSED, UNRESPONSIVE -> new IOException(message);
            case PROTOCOL_ERROR -> new ProtocolException(message);
        };
        exception.initCause(cause);
        return exception;
    }
}
