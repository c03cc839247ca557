package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** A subscription with {@code OverflowPolicy.FAIL} lost an event because its queue was full. The subscription is closed. */
public class QmpEventsLostException extends QmpEventException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpEventsLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
