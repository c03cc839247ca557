package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** An event came, but the type of the subscription cannot read it. The event was taken from the queue; later events can still be read. */
public class QmpEventDecodeException extends QmpEventException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpEventDecodeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
