package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/** The call was not accepted, because as many calls as the client may hold are waiting already. */
public class QmpBusyException extends QmpCallException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpBusyException(String message, String command, String endpoint, @Nullable Throwable cause) {
        super(message, new FailedCall(command, endpoint, Outcome.NOT_SENT), cause);
    }
}
