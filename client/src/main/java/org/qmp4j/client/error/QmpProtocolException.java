package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/** The connection was given up because the peer sent what is no QMP, or more than a limit allows. */
public class QmpProtocolException extends QmpDisconnectedException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know, and what is known of the command. */
    public QmpProtocolException(String message, Outcome outcome, @Nullable Throwable cause) {
        super(message, outcome, cause);
    }
}
