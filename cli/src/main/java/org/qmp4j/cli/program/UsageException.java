package org.qmp4j.cli.program;

import org.jspecify.annotations.Nullable;

/** The arguments of the command line are invalid. The message never repeats the value of an argument. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Wraps the library's exception about an argument. */
    public UsageException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
