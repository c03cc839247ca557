package org.qmp4j.machine.error;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpConnectException;

/** QEMU, or a program that belongs to it, did not start, or its monitor cannot be used. */
public class MachineStartException extends QmpConnectException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Integer exitCode;
    private final String output;
    private final String commandLine;

    /** An exception for a process that was not started. */
    public MachineStartException(String message, @Nullable Throwable cause) {
        this(message, null, "", "", cause);
    }

    /**
     * An exception for a process that was started.
     *
     * @param exitCode the exit code, 128 and the signal's number after a signal; null if the process was running
     * @param output the output of the process, without the secrets of its command line
     * @param commandLine the command line, ready to be pasted into a shell, with its secrets
     */
    public MachineStartException(
            String message, @Nullable Integer exitCode, String output, String commandLine, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.output = Objects.requireNonNull(output);
        this.commandLine = Objects.requireNonNull(commandLine);
    }

    /** The exit code, 128 and the signal's number after a signal; empty if the process was running. */
    public OptionalInt exitCode() {
        return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /** The standard error and output of the process, without the secrets of its command line. */
    public String output() {
        return output;
    }

    /** The command line, ready to be pasted into a shell, with its secrets: not for logs. Empty if no process was started. */
    public String commandLine() {
        return commandLine;
    }
}
