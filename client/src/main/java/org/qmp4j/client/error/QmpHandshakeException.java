package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** A peer answered, but it does not speak QMP or the guest agent protocol, or it refused to begin a session. */
public class QmpHandshakeException extends QmpConnectException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpHandshakeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
