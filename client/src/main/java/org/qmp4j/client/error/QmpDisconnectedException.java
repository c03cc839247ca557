package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/** The connection is gone: the peer left, it broke, or this program closed it. The message says which. */
public class QmpDisconnectedException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know, and what is known of the command. */
    public QmpDisconnectedException(String message, Outcome outcome, @Nullable Throwable cause) {
        super(message, outcome, cause);
    }
}
