package org.qmp4j.machine.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.protocol.Outcome;

/**
 * A program that this JVM has started. Signals go to this process only: not to another one that
 * bears its number later.
 */
public final class ChildProcess {
    /** How long the last words may take to arrive once the process has ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String name;
    private final Process process;
    private final Words words;
    private final CompletableFuture<Integer> exit;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.words = Words.of(process.getInputStream(), name);
        this.exit = process.onExit().thenApply(this::exitCode);
    }

    /** Starts a program with the best tie that there is; see {@link #start(String, List, Tie)}. */
    public static ChildProcess start(String name, List<String> command) throws IOException {
        return start(name, command, Tie.best());
    }

    /**
     * Starts a program.
     *
     * @param name for threads and messages
     * @param command the program's path and its arguments
     * @param tie what ends it when this JVM has ended
     */
    public static ChildProcess start(String name, List<String> command, Tie tie) throws IOException {
        List<String> words = new ArrayList<>(tie.prefix());
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        Process process = Starter.start(builder);
        if (tie == Tie.WATCHER) {
            Watcher.over(process);
        }
        return new ChildProcess(name, process);
    }

    // Called in the common pool, when the process has ended.
    private int exitCode(Process ended) {
        try {
            var unused = words.awaitMore(Long.MAX_VALUE - 1, Deadline.after(LAST_WORDS));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        return ended.exitValue();
    }

    /** The process itself. */
    public Process process() {
        return process;
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    /** Its number and start time. */
    ProcessId id() {
        return ProcessId.of(process.toHandle());
    }

    /** Whether it is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, 128 and the signal's number after a signal; completed when the last words are there as well. */
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    /** What it has said on its standard output and error; of much the end. */
    public String words() {
        return words.text();
    }

    /**
     * Waits until it has said more than so many characters, or all that it ever will.
     *
     * @return how many it has said so far; no more than that if it says no more
     * @throws QmpInterruptedException if the thread is interrupted
     */
    long awaitWords(long moreThan, Deadline deadline) {
        try {
            return words.awaitMore(moreThan, deadline);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    /**
     * Waits for its end.
     *
     * @return whether it has ended
     * @throws QmpInterruptedException if the thread is interrupted
     */
    public boolean await(Duration most) {
        try {
            return process.waitFor(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private QmpInterruptedException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new QmpInterruptedException("interrupted while waiting for " + name, Outcome.NOT_SENT, cause);
    }

    // By its handle: a Process closes its streams besides. The handle knows the start time, and compares.

    /** Asks it to end, by SIGTERM. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Ends it, by SIGKILL. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }
}
