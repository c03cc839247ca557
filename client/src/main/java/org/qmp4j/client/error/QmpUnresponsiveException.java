package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/**
 * The peer stopped answering: TCP got no acknowledgement from its host, or it did not answer a liveness probe. The connection was
 * closed on this side; QEMU may still run.
 */
public class QmpUnresponsiveException extends QmpDisconnectedException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message for people, and what is known of the command. */
    public QmpUnresponsiveException(String message, Outcome outcome, @Nullable Throwable cause) {
        super(message, outcome, cause);
    }
}
