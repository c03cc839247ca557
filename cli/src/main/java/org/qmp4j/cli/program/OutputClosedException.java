package org.qmp4j.cli.program;

import java.io.IOException;

/** Nobody reads standard output any more, or it cannot be written to. */
public final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputClosedException(IOException cause) {
        super("cannot write to standard output: " + cause.getMessage(), cause);
    }

    /** Whether the reader has left, as {@code head -1} does: nothing to tell anybody. */
    public boolean isBrokenPipe() {
        return String.valueOf(getMessage()).contains("Broken pipe");
    }
}
