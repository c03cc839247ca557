package org.qmp4j.machine.error;

import java.util.Objects;

/** A console does not say what was waited for, or says what must not be. {@link #console()} is what it said before. */
public class ConsoleException extends MachineException {
    private static final long serialVersionUID = 1L;

    private final String console;

    /**
     * An exception with what a person should know.
     *
     * @param console the last that the console has said
     */
    public ConsoleException(String message, String console) {
        super(message, null);
        this.console = Objects.requireNonNull(console);
    }

    /** The last that the console has said; as it came, with its line ends. */
    public String console() {
        return console;
    }
}
