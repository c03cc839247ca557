package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** Base class of the failures of an event subscription. */
public class QmpEventException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
