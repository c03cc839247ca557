package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited for the answer, or while it decoded a large one; its interrupt flag is set again. The
 * connection stays open. A command that was sent may still run.
 */
public class QmpCallInterruptedException extends QmpCallException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpCallInterruptedException(String message, FailedCall call, @Nullable Throwable cause) {
        super(message, call, cause);
    }
}
