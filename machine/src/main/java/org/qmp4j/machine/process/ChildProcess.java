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
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.thread.OwnedFuture;

/**
 * A program that this JVM has started. Signals go to this process only, never to a later one with the same pid.
 */
public final class ChildProcess implements MachineProcess {
    /** How long to wait for the last output after the process has exited. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

    /** For text that people read. */
    private static final int MAX_TEXT = 64 * 1024;

    /** For data that programs read: qemu-img lists each snapshot of an image. */
    private static final int MAX_DATA = 16 * 1024 * 1024;

    /** The default timeout of a start. */
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
                launching.builder().redirectErrorStream() ? ProcessOutput.none() : ProcessOutput.ofAtMost(MAX_TEXT);
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
        return start(new Launching(name, builder, tie, MAX_TEXT), deadline, Means.OF_THIS_JVM);
    }

    /** Starts a program whose standard output another program is to read: {@link #errors()} has the rest. */
    static ChildProcess startTool(String name, List<String> command, Deadline deadline) throws IOException {
        ParentDeathPolicy tie = ParentDeathPolicy.best();
        return start(new Launching(name, builder(command, tie), tie, MAX_DATA), deadline, Means.OF_THIS_JVM);
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
     * @param mostCharacters how much of its standard output is kept
     */
    record Launching(String name, ProcessBuilder builder, ParentDeathPolicy tie, int mostCharacters) {}

    /** What a start needs from the system; tests replace it to inject failures. */
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
            // No other object knows the process.
            child.tied().discard();
            child.release();
            throw failed;
        }
    }

    /** Starts all threads that are needed until the exit, because a missing thread must fail the start. */
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
            awaitLastOutput();
            exit.complete(code);
        } catch (Throwable failed) {
            // Thrown by those who wait for the exit.
            exit.completeExceptionally(failed);
        }
    }

    private int waitFor() {
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException noOtherCodeKnowsThisThread) {
                    // This thread ends with the process.
                }
            }
        } finally {
            child.tied().watcher().ifPresent(Watcher::dismiss);
            child.release();
        }
    }

    private void awaitLastOutput() {
        try {
            Deadline soon = Deadline.after(LAST_OUTPUT);
            output.awaitEnd(soon);
            errors.awaitEnd(soon);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JDK's process. */
    public Process process() {
        return process;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** The process id and start time. */
    ProcessId id() {
        return ProcessId.of(process.toHandle());
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, 128 and the signal's number after a signal; completed after the last output was read, by a
     * thread that ends then. */
    public CompletableFuture<Integer> exit() {
        return exitForCallers;
    }

    @Override
    public String output() {
        return output.text();
    }

    /** Why some output could not be read; empty if all of it was read, or is being read. */
    Optional<Throwable> unread() {
        return output.failure().or(errors::failure);
    }

    /** The standard error of a tool; the end of a long output. */
    String errors() {
        return errors.text();
    }

    /**
     * Waits until the output has more than this number of characters, or is complete.
     *
     * @return the number of characters so far; not more than before if the output is complete
     * @throws QmpInterruptedException if the thread is interrupted
     */
    long awaitOutput(long moreThan, Deadline deadline) {
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
