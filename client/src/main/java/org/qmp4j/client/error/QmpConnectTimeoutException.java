package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** No connection was established within the timeout: the peer did not answer, or no peer connected to the listener. */
public class QmpConnectTimeoutException extends QmpConnectException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpConnectTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
