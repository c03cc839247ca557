package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/** Somebody answered, but does not speak QMP or the guest agent protocol, or refused to begin a session. */
public class QmpHandshakeException extends QmpConnectException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public QmpHandshakeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
