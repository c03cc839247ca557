package org.qmp4j.client.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Outcome;

/**
 * The command holds something that QEMU refuses without saying whose command it refuses, such as half a surrogate pair.
 * It was not sent: no answer could have been told to be its own.
 */
public class QmpInvalidCommandException extends QmpException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * An exception with what a person should know.
     *
     * @param path the offending member, as in {@code arguments.filename}; empty for the message as a whole
     */
    public QmpInvalidCommandException(String message, String path, @Nullable Throwable cause) {
        super(message, Outcome.NOT_SENT, cause);
        this.path = path;
    }

    /** The offending member, as in {@code arguments.children[2].filename}; empty for the message as a whole. */
    public String path() {
        return path;
    }
}
