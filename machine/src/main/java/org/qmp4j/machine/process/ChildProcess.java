package org.qmp4j.machine.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.process.ParentDeathPolicy;
import org.qmp4j.client.process.ProcessId;
import org.qmp4j.client.process.Starter;
import org.qmp4j.client.process.ThreadStart;
import org.qmp4j.client.process.TiedProcess;
import org.qmp4j.client.process.Watcher;
import org.qmp4j.client.thread.OwnedFuture;
import org.qmp4j.client.transport.Deadline;

/**
 * A program that this JVM has started. Signals go to this process only: not to another one that
 * bears its number later.
 */
public final class ChildProcess implements MachineProcess {
    /** How long the last output may take to arrive once the process has ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** Of what people read. */
    private static final int MOST_WORDS = 64 * 1024;

    /** Of what programs read: qemu-img tells of each snapshot of an image. */
    private static final int MOST_OUTPUT = 16 * 1024 * 1024;

    /** How long a start may take, where the caller does not say. */
    private static final Duration TO_START = Duration.ofSeconds(30);

    private final String name;
    private final Starter.Child child;
    private final Process process;
    private final ProcessOutput output;
    private final ProcessOutput errors;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final OwnedFuture<Integer> exitForCallers = OwnedFuture.of(exit);

    private ChildProcess(Launching launching, Starter.Child child) {
        this.name = launching.name();
        this.child = child;
        this.process = child.tied().process();
        this.output = ProcessOutput.ofAtMost(launching.mostCharacters());
        this.errors =
                launching.builder().redirectErrorStream() ? ProcessOutput.none() : ProcessOutput.ofAtMost(MOST_WORDS);
    }

    /** Starts a program with the best tie that there is; see {@link #start(String, List, ParentDeathPolicy, Deadline)}. */
    public static ChildProcess start(String name, List<String> command) throws IOException {
        return start(name, command, ParentDeathPolicy.best(), Deadline.after(TO_START));
    }

    /**
     * Starts a program.
     *
     * @param name for threads and messages
     * @param command the program's path and its arguments
     * @param tie what ends it when this JVM has ended
     * @param deadline for the start, which may hang where the program is on a file system that does not answer
     * @throws IOException if it cannot be started, or not by the deadline; no process is left
     * @throws QmpInterruptedException if the thread is interrupted; no process is left
     */
    public static ChildProcess start(String name, List<String> command, ParentDeathPolicy tie, Deadline deadline)
            throws IOException {
        ProcessBuilder builder = builder(command, tie).redirectErrorStream(true);
        return start(new Launching(name, builder, tie, MOST_WORDS), deadline, Means.OF_THIS_JVM);
    }

    /** Starts a program whose standard output another program is to read: {@link #errors()} has the rest. */
    static ChildProcess startTool(String name, List<String> command, Deadline deadline) throws IOException {
        ParentDeathPolicy tie = ParentDeathPolicy.best();
        return start(new Launching(name, builder(command, tie), tie, MOST_OUTPUT), deadline, Means.OF_THIS_JVM);
    }

    static ProcessBuilder builder(List<String> command, ParentDeathPolicy tie) {
        List<String> line = new ArrayList<>(tie.prefixInOwnSession());
        line.addAll(command);
        return new ProcessBuilder(line)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    }

    /**
     * What is to be started.
     *
     * @param mostCharacters how much is kept of what it says on its standard output
     */
    record Launching(String name, ProcessBuilder builder, ParentDeathPolicy tie, int mostCharacters) {}

    /** What a start takes of the system; in a test some of it fails. */
    record Means(ThreadStart threads, TiedProcess.Starting processes) {
        static final Means OF_THIS_JVM = new Means(Threads::start, ProcessBuilder::start);
    }

    static ChildProcess start(Launching launching, Deadline deadline, Means means) throws IOException {
        Starter.Child child;
        try {
            child = Starter.start(
                    () -> TiedProcess.start(launching.builder(), launching.tie(), means.processes()),
                    deadline.remaining(),
                    deadline.toString(),
                    means.threads());
        } catch (InterruptedException interrupted) {
            throw interrupted(launching.name(), interrupted);
        }
        try {
            ChildProcess process = new ChildProcess(launching, child);
            process.startThreads(means.threads());
            return process;
        } catch (IOException | RuntimeException | Error failed) {
            // Nobody else knows of it.
            child.tied().discard();
            child.release();
            throw failed;
        }
    }

    /** All threads that it needs until its end: when it has ended it would be too late to fail for want of one. */
    private void startThreads(ThreadStart threads) throws IOException {
        threads.start("qmp4j-output " + name, () -> output.readAll(process.getInputStream()));
        if (errors.isExpected()) {
            threads.start("qmp4j-output " + name + " errors", () -> errors.readAll(process.getErrorStream()));
        }
        threads.start("qmp4j-exit " + name, this::awaitExit);
    }

    private void awaitExit() {
        try {
            int code = waitFor();
            awaitLastWords();
            exit.complete(code);
        } catch (Throwable failed) {
            // Whoever waits for the exit throws it.
            exit.completeExceptionally(failed);
        }
    }

    private int waitFor() {
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException nobodyElseKnowsThisThread) {
                    // It ends with the process.
                }
            }
        } finally {
            child.tied().watcher().ifPresent(Watcher::dismiss);
            child.release();
        }
    }

    private void awaitLastWords() {
        try {
            Deadline soon = Deadline.after(LAST_WORDS);
            output.awaitEnd(soon);
            errors.awaitEnd(soon);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process itself. */
    public Process process() {
        return process;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** Its number and start time. */
    ProcessId id() {
        return ProcessId.of(process.toHandle());
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, 128 and the signal's number after a signal; completed when the last output are there as well, by a
     * thread that ends then. */
    public CompletableFuture<Integer> exit() {
        return exitForCallers;
    }

    @Override
    public String output() {
        return output.text();
    }

    /** Why some of what it said could not be read; empty if nothing is known to be missing. */
    Optional<Throwable> unread() {
        return output.failure().or(errors::failure);
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
            return output.awaitMore(moreThan, deadline);
        } catch (InterruptedException interrupted) {
            throw interrupted(name, interrupted);
        }
    }

    @Override
    public CompletableFuture<OptionalInt> exitCode() {
        return exitForCallers.thenApply(OptionalInt::of);
    }

    @Override
    public boolean await(Duration most) {
        try {
            return process.waitFor(Deadline.nanos(most), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw interrupted(name, interrupted);
        }
    }

    private static QmpInterruptedException interrupted(String name, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new QmpInterruptedException("interrupted while waiting for " + name, cause);
    }

    @Override
    public void letGo() {
        child.tied().watcher().ifPresent(Watcher::dismiss);
    }

    // By its handle: a Process closes its streams besides. The handle knows the start time, and compares.

    @Override
    public void terminate() {
        process.toHandle().destroy();
    }

    @Override
    public void kill() {
        process.toHandle().destroyForcibly();
    }
}
