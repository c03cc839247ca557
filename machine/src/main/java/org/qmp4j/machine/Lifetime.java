package org.qmp4j.machine;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.process.AtShutdown;
import org.qmp4j.client.process.ParentDeathPolicy;
import org.qmp4j.client.process.ProcessId;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.process.AttachedProcess;
import org.qmp4j.machine.process.ChildProcess;
import org.qmp4j.machine.process.MachineProcess;
import org.qmp4j.machine.process.RunFolder;

/**
 * The folder, the processes and the sockets of a machine. They are closed together, by {@link #close()} or when the JVM ends.
 */
final class Lifetime {
    private static final Duration TO_OBEY = Duration.ofSeconds(2);
    private static final Duration TO_DIE = Duration.ofSeconds(5);
    private static final Duration TO_CLOSE = Duration.ofSeconds(20);

    private final String name;
    private final boolean detachable;
    private final RunFolder folder;
    private final AtShutdown atShutdown;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock; what was opened last is closed first.
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private boolean over;
    private final Queue<MachineProcess> processes = new ConcurrentLinkedQueue<>();

    private Lifetime(String name, boolean detachable, RunFolder folder) {
        this.name = name;
        this.detachable = detachable;
        this.folder = folder;
        this.atShutdown = AtShutdown.run(name, this::close);
    }

    /** Creates the folder. */
    static Lifetime begin(String name, boolean detachable) {
        RunFolder folder;
        try {
            folder = RunFolder.create();
        } catch (IOException failed) {
            throw new MachineStartException(
                    "cannot create a folder for '" + name + "': " + failed.getMessage(), failed);
        }
        try {
            return new Lifetime(name, detachable, folder);
        } catch (IllegalStateException jvmEnds) {
            folder.remove();
            throw new MachineStartException("'" + name + "' is not started: this JVM is ending", jvmEnds);
        } catch (RuntimeException | Error failed) {
            folder.remove();
            throw failed;
        }
    }

    /**
     * Takes over what a detached machine consists of.
     *
     * @throws MachineException if there is no such machine, or it has an owner
     */
    static Lifetime attach(Path path) {
        RunFolder folder;
        try {
            folder = RunFolder.takeOver(path);
        } catch (IOException failed) {
            throw new MachineException("cannot attach to the machine in " + path + ": " + failed.getMessage(), failed);
        }
        try {
            return new Lifetime(folder.path().getFileName().toString(), true, folder);
        } catch (RuntimeException | Error failed) {
            giveBack(folder, failed);
            throw failed;
        }
    }

    /** Attaches to the processes, and returns QEMU's. */
    MachineProcess attachProcesses() {
        try {
            MachineProcess last = null;
            for (ProcessId id : folder.processes()) {
                AttachedProcess process = AttachedProcess.attach(id, name);
                last = process;
                processes.add(process);
                add(() -> end(process));
            }
            return Objects.requireNonNull(last);
        } catch (IOException failed) {
            throw new MachineException("cannot watch the machine in " + folder() + ": " + failed.getMessage(), failed);
        }
    }

    /** Leaves a machine that could not be attached as it was. */
    void giveBack(Throwable reason) {
        try {
            detach();
        } catch (IOException failed) {
            reason.addSuppressed(failed);
        }
    }

    private static void giveBack(RunFolder folder, Throwable reason) {
        try {
            folder.keep();
        } catch (IOException failed) {
            reason.addSuppressed(failed);
        }
    }

    Path folder() {
        return folder.path();
    }

    /** Closes the resource with the machine. */
    void add(AutoCloseable resource) {
        lock.lock();
        try {
            if (!over) {
                resources.addFirst(resource);
                return;
            }
        } finally {
            lock.unlock();
        }
        closeQuietly(resource);
    }

    /** Starts a process that ends with the machine. */
    ChildProcess start(String program, List<String> command, Deadline deadline) throws IOException {
        ChildProcess process = ChildProcess.start(program, command, tie(command), deadline);
        try {
            processes.add(process);
            // If the machine was closed meanwhile, this ends it at once.
            add(() -> end(process));
        } catch (RuntimeException | Error failed) {
            // No other object knows the process.
            process.kill();
            throw failed;
        }
        folder.note(process);
        return process;
    }

    private ParentDeathPolicy tie(List<String> command) {
        // A parent-death signal is lost with the change of user, and cannot be revoked.
        boolean changesUser = command.stream().anyMatch(word -> word.matches("--?(runas|run-with)"));
        return detachable || changesUser ? ParentDeathPolicy.WATCHER : ParentDeathPolicy.best();
    }

    private static void end(MachineProcess process) {
        if (process.isAlive()) {
            process.terminate();
            try {
                process.await(TO_OBEY);
            } finally {
                // Also if the wait was interrupted.
                process.kill();
            }
            process.await(TO_DIE);
        }
    }

    /** Whether {@link #detach()} is possible. */
    boolean isDetachable() {
        return detachable;
    }

    /** Gives up the processes: neither {@link #close()} nor the end of the JVM stops them. */
    void detach() throws IOException {
        folder.keep();
        processes.forEach(MachineProcess::letGo);
        lock.lock();
        try {
            over = true;
            resources.clear();
        } finally {
            lock.unlock();
        }
        atShutdown.close();
        closed.countDown();
    }

    /** Ends the processes, closes the other resources, the last one first, and deletes the folder. A second caller waits. */
    void close() {
        // Finishes in spite of an interrupt: every wait here has a timeout.
        boolean interrupted = Thread.interrupted();
        try {
            Deque<AutoCloseable> mine = takeOver();
            if (mine == null) {
                awaitClosed();
            } else {
                closeAll(mine);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeAll(Deque<AutoCloseable> mine) {
        try {
            mine.forEach(this::closeQuietly);
        } finally {
            removeFolder();
        }
    }

    private void removeFolder() {
        try {
            folder.remove();
        } finally {
            atShutdown.close();
            closed.countDown();
        }
    }

    private @Nullable Deque<AutoCloseable> takeOver() {
        lock.lock();
        try {
            if (over) {
                return null;
            }
            over = true;
            Deque<AutoCloseable> mine = new ArrayDeque<>(resources);
            resources.clear();
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private void awaitClosed() {
        try {
            var unused = closed.await(TO_CLOSE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception | Error failed) {
            // An Error, too: the remaining resources include processes.
            log(failed);
        }
    }

    private void log(Throwable failed) {
        try {
            System.getLogger(Machine.class.getName())
                    .log(Level.WARNING, "could not close a resource of the machine '" + name + "'", failed);
        } catch (RuntimeException | Error noLog) {
            failed.addSuppressed(noLog);
        }
    }
}
