package org.qmp4j.client.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/**
 * A call of a command failed. {@link #outcome()} tells whether the command ran, and so whether it is safe to send it again: catch this
 * class and look at the outcome, rather than catching the subclasses one by one.
 */
public class QmpCallException extends QmpException {
    private static final long serialVersionUID = 1L;

    private final String command;
    private final String endpoint;
    private final Outcome outcome;

    /** An exception with a message that says what happened, where, and what to do. */
    public QmpCallException(String message, FailedCall call, @Nullable Throwable cause) {
        super(message, cause);
        this.command = Objects.requireNonNull(call.command());
        this.endpoint = Objects.requireNonNull(call.endpoint());
        this.outcome = Objects.requireNonNull(call.outcome());
    }

    /** What is known of the command: whether it ran, did not run, or may have run. */
    public final Outcome outcome() {
        return outcome;
    }

    /** The name of the command, such as {@code block_resize}; empty where a raw message named none. */
    public final String command() {
        return command;
    }

    /**
     * Where the command was to be sent, as {@code client.peer()} shows it: {@code unix:/run/vm.qmp}. Empty where the command was
     * refused for what it is, before a connection was involved.
     */
    public final String endpoint() {
        return endpoint;
    }
}
