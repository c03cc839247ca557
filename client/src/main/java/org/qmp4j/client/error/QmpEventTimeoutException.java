package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** No event came within the timeout. The subscription is unchanged. */
public class QmpEventTimeoutException extends QmpEventException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpEventTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
