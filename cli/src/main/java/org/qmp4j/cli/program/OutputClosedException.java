package org.qmp4j.cli.program;

import java.io.IOException;

/** Standard output was closed by its reader, or cannot be written. */
public final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputClosedException(IOException cause) {
        super("cannot write to standard output: " + cause.getMessage(), cause);
    }

    /** Whether the reader has closed it, as {@code head -1} does. This is not reported. */
    public boolean isBrokenPipe() {
        return String.valueOf(getMessage()).contains("Broken pipe");
    }
}
