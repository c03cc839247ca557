package org.qmp4j.machine.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.machine.error.ToolException;

/** Runs a program that does one thing and ends. */
public final class Tool {
    private Tool() {}

    /**
     * What a program has said, and with which code it ended.
     *
     * @param exitCode 128 and the signal's number after a signal
     * @param words standard output and error together
     */
    public record Result(int exitCode, String words) {}

    /**
     * Runs a program to its end.
     *
     * @throws ToolException if it cannot be started, or does not end by the deadline and is killed
     */
    public static Result run(List<String> command, Duration deadline) {
        String name = command.get(0);
        ChildProcess process = start(name, command);
        try {
            if (!process.await(deadline)) {
                throw new ToolException(
                        name + " has not ended within " + Deadline.after(deadline), process.words(), null);
            }
        } finally {
            process.kill();
        }
        return new Result(join(process), process.words());
    }

    private static ChildProcess start(String name, List<String> command) {
        try {
            return ChildProcess.start(name, command);
        } catch (IOException failed) {
            throw new ToolException("could not start " + name + ": " + failed.getMessage(), "", failed);
        }
    }

    private static int join(ChildProcess process) {
        try {
            return process.exit().join();
        } catch (CompletionException failed) {
            throw new ToolException("could not learn how process " + process.pid() + " ended", process.words(), failed);
        }
    }
}
