package org.qmp4j.machine.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.machine.error.ToolException;

/** Runs a program that does one thing and ends. */
public final class Tool {
    private Tool() {}

    /**
     * How a program ended, and what it said.
     *
     * @param exitCode 128 and the signal's number after a signal
     * @param output what it said on standard output; of more than 16 MiB the end
     * @param errors what it said on standard error; of much the end
     */
    public record Result(int exitCode, String output, String errors) {
        /** Standard error and standard output together, for messages. */
        public String text() {
            return (errors + output).strip();
        }
    }

    /** Runs a program to its end; see {@link #run(List, Duration, Consumer)}. */
    public static Result run(List<String> command, Duration allowed) {
        return run(command, allowed, output -> {});
    }

    /**
     * Runs a program to its end.
     *
     * @param heard is given all that it has said so far on standard output, whenever it has said more; called by this thread
     * @throws ToolException if it cannot be started, or its output cannot be read, or it does not end by the deadline and is killed
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted; it is killed then
     */
    public static Result run(List<String> command, Duration allowed, Consumer<String> heard) {
        Deadline deadline = Deadline.after(allowed);
        ChildProcess process = start(command, deadline);
        try {
            long seen = 0;
            for (long said = process.awaitWords(seen, deadline);
                    said > seen;
                    said = process.awaitWords(seen, deadline)) {
                seen = said;
                heard.accept(process.output());
            }
            if (!process.await(deadline.remaining())) {
                throw new ToolException(
                        command.get(0) + " has not ended within " + deadline,
                        process.errors() + process.output(),
                        null);
            }
            if (process.unread().isPresent()) {
                Throwable reason = process.unread().get();
                throw new ToolException("could not read what " + command.get(0) + " said: " + reason, "", reason);
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
