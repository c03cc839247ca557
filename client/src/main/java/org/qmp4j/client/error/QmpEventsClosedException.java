package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** No more events will come: the connection ended, or this program closed the subscription. The message says which. */
public class QmpEventsClosedException extends QmpEventException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpEventsClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
