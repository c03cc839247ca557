package org.qmp4j.machine.error;

import java.util.Objects;

/** A console did not print what was expected, or printed a failure. {@link #output()} has its output before that. */
public class ConsoleException extends MachineException {
    private static final long serialVersionUID = 1L;

    private final String output;

    /**
     * An exception with a message.
     *
     * @param output the console's output, as far as it is kept
     */
    public ConsoleException(String message, String output) {
        super(message, null);
        this.output = Objects.requireNonNull(output);
    }

    /** The console's output, as far as it is kept, with its line ends. */
    public String output() {
        return output;
    }
}
