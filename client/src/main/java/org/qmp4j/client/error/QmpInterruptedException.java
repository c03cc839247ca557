package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited for something other than the answer to a command: a connection, an event, a machine, a
 * process. Its interrupt flag is set again. {@link QmpCallInterruptedException} is the one for a command.
 */
public class QmpInterruptedException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
