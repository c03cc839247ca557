package org.qmp4j.machine.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tool such as qemu-img has failed. {@link #output()} has its output. */
public class ToolException extends MachineException {
    private static final long serialVersionUID = 1L;

    private final String output;

    /**
     * An exception with a message.
     *
     * @param output the output of the tool, unchanged
     */
    public ToolException(String message, String output, @Nullable Throwable cause) {
        super(message, cause);
        this.output = Objects.requireNonNull(output);
    }

    /** The output of the tool, standard error included. */
    public String output() {
        return output;
    }
}
