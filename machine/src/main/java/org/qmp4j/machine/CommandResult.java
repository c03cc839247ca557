package org.qmp4j.machine;

import java.util.Objects;

/**
 * The result of a command that a shell in the guest has run.
 *
 * @param output its standard output and error together, with {@code \n} at the end of each line
 * @param exitCode 0 for success, 127 if there is no such command, 128 and more after a signal
 */
public record CommandResult(String output, int exitCode) {
    /** Checks that the output is not null. */
    public CommandResult {
        Objects.requireNonNull(output);
    }
}
