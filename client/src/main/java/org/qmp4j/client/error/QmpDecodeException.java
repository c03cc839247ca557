package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/**
 * The peer ran the command, and its answer is not what the type of the command expects; or an event came that its type cannot
 * read.
 */
public class QmpDecodeException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public QmpDecodeException(String message, @Nullable Throwable cause) {
        super(message, Outcome.DONE, cause);
    }
}
