package org.qmp4j.machine.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Of what people read. */
    private static final int MOST_WORDS = 64 * 1024;

    /** Of what programs read: qemu-img tells of each snapshot of an image. */
    private static final int MOST_OUTPUT = 16 * 1024 * 1024;

    private final String name;
    private final Process process;
    private final Optional<Watcher> watcher;
    private final Words words;
    private final Words errors;
    private final CompletableFuture<Integer> exit;

    private ChildProcess(String name, Process process, Optional<Watcher> watcher, int mostCharacters) {
        this.name = name;
        this.process = process;
        this.watcher = watcher;
        this.words = Words.of(process.getInputStream(), name, mostCharacters);
        this.errors = Words.of(process.getErrorStream(), name + " errors", MOST_WORDS);
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
        return start(name, builder(command, tie).redirectErrorStream(true), tie, MOST_WORDS);
    }

    /** Starts a program whose standard output another program is to read: {@link #errors()} has the rest. */
    static ChildProcess startTool(String name, List<String> command) throws IOException {
        Tie tie = Tie.best();
        return start(name, builder(command, tie), tie, MOST_OUTPUT);
    }

    private static ProcessBuilder builder(List<String> command, Tie tie) {
        List<String> words = new ArrayList<>(tie.prefix());
        words.addAll(command);
        return new ProcessBuilder(words)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    }

    private static ChildProcess start(String name, ProcessBuilder builder, Tie tie, int mostCharacters)
            throws IOException {
        Process process = Starter.start(builder);
        try {
            Optional<Watcher> watcher = tie == Tie.WATCHER ? Optional.of(Watcher.over(process)) : Optional.empty();
            return new ChildProcess(name, process, watcher, mostCharacters);
        } catch (IOException | RuntimeException | Error failed) {
            // Nobody else knows of it.
            process.destroyForcibly();
            throw failed;
        }
    }

    // Called in the common pool, when the process has ended.
    private int exitCode(Process ended) {
        try {
            Deadline soon = Deadline.after(LAST_WORDS);
            words.awaitEnd(soon);
            errors.awaitEnd(soon);
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

    /** What it has said on its standard output and, of all but tools, on its standard error; of much the end. */
    public String words() {
        return words.text();
    }

    /** What a tool has said on its standard error; of much the end. */
    String errors() {
        return errors.text();
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

    /** Lets it live on where a watcher was to end it with this JVM. */
    public void letGo() {
        watcher.ifPresent(Watcher::dismiss);
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
