package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/** A subscription with {@code OverflowPolicy.FAIL} was full when an event came; it has ended. */
public class QmpEventsLostException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public QmpEventsLostException(String message, @Nullable Throwable cause) {
        super(message, Outcome.NOT_SENT, cause);
    }
}
