package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** No such socket, or nobody listens on it: there is nothing to connect to, or not yet. */
public class QmpNobodyListensException extends QmpConnectException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public QmpNobodyListensException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
