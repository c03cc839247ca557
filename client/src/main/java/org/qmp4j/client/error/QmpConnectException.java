package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/**
 * No session came about: nobody listens, nobody answered in time, or what answered is not usable. No command of the
 * caller's was sent; the client's own {@code qmp_capabilities} may have been.
 */
public class QmpConnectException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public QmpConnectException(String message, @Nullable Throwable cause) {
        super(message, Outcome.NOT_SENT, cause);
    }
}
