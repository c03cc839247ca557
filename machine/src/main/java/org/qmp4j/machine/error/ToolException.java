package org.qmp4j.machine.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tool such as qemu-img has failed. {@link #output()} is what it said. */
public class ToolException extends MachineException {
    private static final long serialVersionUID = 1L;

    private final String output;

    /**
     * An exception with what a person should know.
     *
     * @param output what the tool has said, as it came
     */
    public ToolException(String message, String output, @Nullable Throwable cause) {
        super(message, cause);
        this.output = Objects.requireNonNull(output);
    }

    /** What the tool has said; empty if nothing. */
    public String output() {
        return output;
    }
}
