package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/**
 * The command was not sent, because it cannot be: the connection does not offer what it needs, or it contains something that QEMU
 * would reject without the command's id, such as half a surrogate pair, so that the error could not be matched to its call.
 */
public class QmpInvalidCommandException extends QmpCallException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * An exception with a message that says what happened, where, and what to do.
     *
     * @param path the offending member, as in {@code arguments.filename}; empty for the message as a whole
     */
    public QmpInvalidCommandException(String message, String command, String path, @Nullable Throwable cause) {
        super(message, new FailedCall(command, "", Outcome.NOT_SENT), cause);
        this.path = path;
    }

    /** The offending member, as in {@code arguments.children[2].filename}; empty for the message as a whole. */
    public String path() {
        return path;
    }
}
