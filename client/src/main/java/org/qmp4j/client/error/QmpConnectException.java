package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/**
 * No connection was established: nothing listens there, nothing answered in time, or what answered is not usable. No command of the
 * caller was sent.
 */
public class QmpConnectException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpConnectException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
