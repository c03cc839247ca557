package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;

/**
 * The transport could not deliver this command, or lost its reply, and the connection goes on. Only transports that carry
 * messages one by one report this, for example one that reaches the monitor through another service. The outcome is {@code
 * NOT_SENT} if the peer did not get the command, else {@code UNKNOWN}.
 */
public class QmpDeliveryException extends QmpCallException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpDeliveryException(String message, FailedCall call, @Nullable Throwable cause) {
        super(message, call, cause);
    }
}
