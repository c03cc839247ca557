package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** The connection was closed because the peer sent something that is not QMP, or more than a limit allows. */
public class QmpProtocolException extends QmpDisconnectedException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpProtocolException(String message, FailedCall call, @Nullable Throwable cause) {
        super(message, call, cause);
    }
}
