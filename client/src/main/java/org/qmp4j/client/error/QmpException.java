package org.qmp4j.client.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.PeerText;

/** Base class of all failures of this library. */
public class QmpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with a message for people.
     *
     * @param message is escaped as {@link PeerText#message} does
     * @param cause where a message in its chain cannot be printed as it is, the chain is replaced by one that can
     */
    public QmpException(String message, @Nullable Throwable cause) {
        super(PeerText.message(message), PrintableCause.of(cause));
    }

    /**
     * What happened, where, and what to do about it. Safe to log and to print: what it repeats of a peer's text is escaped and cut
     * as {@link PeerText} says.
     */
    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
