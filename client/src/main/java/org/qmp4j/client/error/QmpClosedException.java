package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** This program has closed what the method needs: a listener, or a {@code Reconnector}. */
public class QmpClosedException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
