package org.qmp4j.machine.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.error.ToolException;

/** Runs a program until it exits. */
public final class Tool {
    private Tool() {}

    /**
     * The result of a program.
     *
     * @param exitCode 128 and the signal's number after a signal
     * @param output standard output; the end if it is longer than 16 MiB
     * @param errors standard error; the end of a long output
     */
    public record Result(int exitCode, String output, String errors) {
        /** Standard error and standard output together, for messages. */
        public String text() {
            return (errors + output).strip();
        }
    }

    /** Runs a program until it exits; see {@link #run(List, Duration, Consumer)}. */
    public static Result run(List<String> command, Duration timeout) {
        return run(command, timeout, output -> {});
    }

    /**
     * Runs a program until it exits.
     *
     * @param listener is called by this thread with the whole output so far, each time there is more
     * @throws ToolException if it cannot be started, or its output cannot be read, or it does not exit within the timeout and is killed
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted; the program is killed then
     */
    public static Result run(List<String> command, Duration timeout, Consumer<String> listener) {
        Deadline deadline = Deadline.after(timeout);
        ChildProcess process = start(command, deadline);
        try {
            long seen = 0;
            for (long said = process.awaitOutput(seen, deadline);
                    said > seen;
                    said = process.awaitOutput(seen, deadline)) {
                seen = said;
                listener.accept(process.output());
            }
            if (!process.await(deadline.remaining())) {
                throw new ToolException(
                        command.get(0) + " has not exited within " + deadline,
                        process.errors() + process.output(),
                        null);
            }
            if (process.unread().isPresent()) {
                Throwable reason = process.unread().get();
                throw new ToolException("could not read the output of " + command.get(0) + ": " + reason, "", reason);
            }
            return new Result(process.exit().join(), process.output(), process.errors());
        } finally {
            process.kill();
        }
    }

    private static ChildProcess start(List<String> command, Deadline deadline) {
        try {
            return ChildProcess.startTool(command.get(0), command, deadline);
        } catch (IOException failed) {
            throw new ToolException("could not start " + command.get(0) + ": " + failed.getMessage(), "", failed);
        }
    }
}
