package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/** As many calls as the client may hold are waiting already; this one was not added to them. */
public class QmpBusyException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public QmpBusyException(String message, @Nullable Throwable cause) {
        super(message, Outcome.NOT_SENT, cause);
    }
}
