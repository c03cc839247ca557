package org.qmp4j.machine;

import java.util.Objects;

/**
 * How a command ended that a shell in the guest ran.
 *
 * @param output what it wrote to the console, standard output and errors together, with {@code \n} at the end of each line
 * @param exitStatus what it returned: 0 for success, 127 if there is no such command, 128 and more after a signal
 */
public record CommandResult(String output, int exitStatus) {
    /** Checks that there is an output. */
    public CommandResult {
        Objects.requireNonNull(output);
    }
}
