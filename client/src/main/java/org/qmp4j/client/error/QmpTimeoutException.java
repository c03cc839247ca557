package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/**
 * The deadline has passed. QMP cannot cancel: a command that was sent may still run, its late answer is dropped and
 * counted, and the connection goes on. A command that was still queued was withdrawn, and its outcome is {@link
 * Outcome#NOT_SENT}. Where the answer had arrived in time, but was too large to be decoded in time, the outcome is {@link
 * Outcome#DONE}.
 */
public class QmpTimeoutException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know, and what is known of the command. */
    public QmpTimeoutException(String message, Outcome outcome, @Nullable Throwable cause) {
        super(message, outcome, cause);
    }
}
