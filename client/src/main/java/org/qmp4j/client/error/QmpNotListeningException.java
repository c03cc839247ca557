package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** The socket does not exist, or no process listens on it. QEMU may not have started yet: trying again may help. */
public class QmpNotListeningException extends QmpConnectException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpNotListeningException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
