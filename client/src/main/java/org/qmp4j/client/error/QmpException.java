package org.qmp4j.client.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/**
 * A call that did not bring what it was made for. {@link #outcome()} tells whether the command ran: catch by that rather
 * than by class to decide whether to try again.
 */
public class QmpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    /** An exception with what a person should know, and what is known of the command. */
    public QmpException(String message, Outcome outcome, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.outcome = Objects.requireNonNull(outcome);
    }

    /** What happened, where, and what to do about it. */
    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /**
     * What is known of the command. {@link Outcome#NOT_SENT} where the failed call was none that sends a command, such as
     * connecting or waiting for an event; {@link Outcome#DONE} where the event came and could not be read.
     */
    public final Outcome outcome() {
        return outcome;
    }
}
