package org.qmp4j.client.message;

import org.jspecify.annotations.Nullable;

/** A JSON text that is none of the messages of the protocol. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public MalformedMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
