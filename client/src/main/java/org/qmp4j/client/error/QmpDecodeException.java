package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/** The command ran, and its answer is not what the type of the command expects. */
public class QmpDecodeException extends QmpCallException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpDecodeException(String message, String command, String endpoint, @Nullable Throwable cause) {
        super(message, new FailedCall(command, endpoint, Outcome.DONE), cause);
    }
}
