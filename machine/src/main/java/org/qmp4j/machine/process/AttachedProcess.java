package org.qmp4j.machine.process;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.process.ProcessId;
import org.qmp4j.client.process.Watcher;
import org.qmp4j.client.spi.Deadline;

/**
 * A process that another JVM has started. It ends with this JVM from now on, also if this JVM is killed. Its exit code is not known:
 * the kernel reports it to the parent only.
 */
public final class AttachedProcess implements MachineProcess {
    /** How late its exit may be noticed: only a parent can wait for a process. */
    private static final Duration POLL = Duration.ofMillis(20);

    private final ProcessId id;
    private final String name;
    private final Watcher watcher;
    private final CompletableFuture<OptionalInt> exit = new CompletableFuture<>();

    private AttachedProcess(ProcessId id, String name, Watcher watcher) {
        this.id = id;
        this.name = name;
        this.watcher = watcher;
    }

    /**
     * Attaches to a running process.
     *
     * @param name for threads and messages
     * @throws IOException if there is no thread or no process left to watch it; the process runs on
     */
    public static AttachedProcess attach(ProcessId id, String name) throws IOException {
        Watcher watcher = Watcher.over(id);
        try {
            AttachedProcess process = new AttachedProcess(id, name, watcher);
            Threads.start("qmp4j-exit " + name, process::awaitExit);
            return process;
        } catch (IOException | RuntimeException | Error failed) {
            watcher.dismiss();
            throw failed;
        }
    }

    private void awaitExit() {
        while (isAlive()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        watcher.dismiss();
        exit.complete(OptionalInt.empty());
    }

    @Override
    public long pid() {
        return id.pid();
    }

    @Override
    public boolean isAlive() {
        return id.find().isPresent();
    }

    @Override
    public CompletableFuture<OptionalInt> exitCode() {
        return exit;
    }

    @Override
    public boolean await(Duration timeout) {
        try {
            exit.get(Deadline.nanos(timeout), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException runsOn) {
            return false;
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while waiting for " + name, interrupted);
        }
    }

    @Override
    public void terminate() {
        id.find().ifPresent(ProcessHandle::destroy);
    }

    @Override
    public void kill() {
        id.find().ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void letGo() {
        watcher.dismiss();
    }

    @Override
    public String output() {
        return "";
    }
}
