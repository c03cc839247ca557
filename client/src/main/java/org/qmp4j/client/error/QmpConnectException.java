package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/** No session came about: nobody listens, nobody answered in time, or what answered is not usable. Nothing was sent. */
public class QmpConnectException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public QmpConnectException(String message, @Nullable Throwable cause) {
        super(message, Outcome.NOT_SENT, cause);
    }
}
