package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/**
 * No answer came within the timeout. QMP cannot cancel: a command that was sent may still run, its late answer is dropped and
 * counted, and the connection goes on. A command that was still queued was withdrawn, and its outcome is {@code NOT_SENT}. Where the
 * answer had arrived in time, but was too large to be decoded in time, the outcome is {@code DONE}.
 */
public class QmpTimeoutException extends QmpCallException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpTimeoutException(String message, FailedCall call, @Nullable Throwable cause) {
        super(message, call, cause);
    }
}
