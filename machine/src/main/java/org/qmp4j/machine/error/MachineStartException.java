package org.qmp4j.machine.error;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpConnectException;

/** A machine that was not to be had: its process ended before it could be used, or it runs and says nothing. */
public class MachineStartException extends QmpConnectException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Integer exitCode;
    private final String output;
    private final String commandLine;

    /** An exception with what a person should know, where the process was not even started. */
    public MachineStartException(String message, @Nullable Throwable cause) {
        this(message, null, "", "", cause);
    }

    /**
     * An exception with what a person should know.
     *
     * @param exitCode the process's exit code, 128 and the signal's number after a signal; null if it was running
     * @param output what the process has said, without the secrets of its command line
     * @param commandLine how it was started, ready to be pasted into a shell, with its secrets
     */
    public MachineStartException(
            String message, @Nullable Integer exitCode, String output, String commandLine, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.output = Objects.requireNonNull(output);
        this.commandLine = Objects.requireNonNull(commandLine);
    }

    /** The exit code, 128 and the signal's number after a signal; empty if the process was running still. */
    public OptionalInt exitCode() {
        return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /** What the process has said on its standard error and output, without the secrets of its command line; empty if nothing. */
    public String output() {
        return output;
    }

    /** How it was started, ready to be pasted into a shell, with its secrets: not for logs. Empty if it was not started at all. */
    public String commandLine() {
        return commandLine;
    }
}
