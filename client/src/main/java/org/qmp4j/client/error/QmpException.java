package org.qmp4j.client.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.PeerText;

/**
 * A call that did not bring what it was made for. {@link #outcome()} tells whether the command ran: catch by that rather
 * than by class to decide whether to try again.
 */
public class QmpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    /**
     * An exception with a message for people and the outcome of the command.
     *
     * @param message is escaped as {@link PeerText#message} does
     * @param cause where a message in its chain cannot be printed as it is, the chain is replaced by one that can
     */
    public QmpException(String message, Outcome outcome, @Nullable Throwable cause) {
        super(PeerText.message(message), PrintableCause.of(cause));
        this.outcome = Objects.requireNonNull(outcome);
    }

    /**
     * What happened, where, and what to do about it. Safe to log and to print: what it repeats of a peer's text is escaped and cut
     * as {@link PeerText} says.
     */
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
