package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/**
 * The thread was interrupted while it waited, or while it decoded a large answer; its interrupt flag is set again. The
 * connection goes on, and so does a command that was sent.
 */
public class QmpInterruptedException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know, and what is known of the command. */
    public QmpInterruptedException(String message, Outcome outcome, @Nullable Throwable cause) {
        super(message, outcome, cause);
    }
}
