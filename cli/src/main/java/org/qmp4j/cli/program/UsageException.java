package org.qmp4j.cli.program;

import org.jspecify.annotations.Nullable;

/** The words on the command line do not say what to do. The message never repeats the value of an argument. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public UsageException(String message) {
        super(message);
    }

    /** An exception with what a person should know. */
    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** An exception that says what the library says of an argument. */
    public UsageException(IllegalArgumentException refused) {
        super(refused.getMessage(), refused);
    }
}
