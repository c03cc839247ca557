package org.qmp4j.client.message;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.protocol.Secrets;
import tools.jackson.core.JacksonException;

/** A JSON object is not a message of the protocol. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that names the error and its position. */
    public MalformedMessageException(String message, @Nullable Throwable cause) {
        super(PeerText.message(message), cause);
    }

    // The message does not show the bytes at this position: they may be part of a secret.
    static MalformedMessageException expected(String wanted, int position) {
        return new MalformedMessageException("expected " + wanted + " at byte " + position + " of a message", null);
    }

    static MalformedMessageException noJson(JacksonException cause) {
        // Without the exception as the cause: its message repeats what the peer sent.
        return new MalformedMessageException(
                "a message is not valid JSON: " + PeerText.quote(Secrets.maskQuoted(cause.getOriginalMessage())), null);
    }
}
