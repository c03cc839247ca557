package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** The connection ended before the answer came: the peer closed it, it broke, or this program closed it. The message says which. */
public class QmpDisconnectedException extends QmpCallException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpDisconnectedException(String message, FailedCall call, @Nullable Throwable cause) {
        super(message, call, cause);
    }
}
