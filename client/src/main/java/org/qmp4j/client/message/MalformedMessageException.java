package org.qmp4j.client.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A JSON text that is none of the messages of the protocol. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that names the fault and where it is. */
    public MalformedMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static MalformedMessageException expected(String wanted, int position, String around) {
        return new MalformedMessageException(
                "expected " + wanted + " at byte " + position + " of a message, near: " + around, null);
    }

    static MalformedMessageException noJson(JacksonException cause) {
        return new MalformedMessageException("a message is no valid JSON: " + cause.getOriginalMessage(), cause);
    }
}
