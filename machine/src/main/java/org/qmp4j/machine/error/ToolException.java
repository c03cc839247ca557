package org.qmp4j.machine.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tool such as qemu-img has failed. {@link #words()} is what it said. */
public class ToolException extends MachineException {
    private static final long serialVersionUID = 1L;

    private final String words;

    /**
     * An exception with what a person should know.
     *
     * @param words what the tool has said, as it came
     */
    public ToolException(String message, String words, @Nullable Throwable cause) {
        super(message, cause);
        this.words = Objects.requireNonNull(words);
    }

    /** What the tool has said; empty if nothing. */
    public String words() {
        return words;
    }
}
