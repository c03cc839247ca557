package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/**
 * The connection was closed because the peer stopped answering: TCP got no acknowledgement from its host, or it did not answer a
 * liveness probe. QEMU may still run.
 */
public class QmpUnresponsiveException extends QmpDisconnectedException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpUnresponsiveException(String message, FailedCall call, @Nullable Throwable cause) {
        super(message, call, cause);
    }
}
