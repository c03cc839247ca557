package org.qmp4j.client.spi;

import org.qmp4j.protocol.Outcome;

/** One message was not delivered, or its reply was lost; other messages can still be sent. */
public final class UndeliveredException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    private UndeliveredException(String reason, Outcome outcome) {
        super(reason);
        this.outcome = outcome;
    }

    /** The peer did not get the message and never will, so it is safe to send it again. */
    public static UndeliveredException notSent(String reason) {
        return new UndeliveredException(reason, Outcome.NOT_SENT);
    }

    /** The peer may have got the message, but no reply will come. */
    public static UndeliveredException unknown(String reason) {
        return new UndeliveredException(reason, Outcome.UNKNOWN);
    }

    /** What is known of the command. */
    public Outcome outcome() {
        return outcome;
    }
}
