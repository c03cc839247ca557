package org.qmp4j.cli.program;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A task that must run before the program ends: in {@link #close()}, or when a signal such as that of Ctrl-C ends the program.
 * It runs once.
 */
public final class CleanUp implements AutoCloseable {
    private static final Thread NO_HOOK = new Thread("qmp-no-hook");

    private final Runnable task;
    private final Thread hook = new Thread(this::run, "qmp-clean-up");
    // Held while the task runs. A second caller waits until it has run, and does not run it again.
    private final ReentrantLock lock = new ReentrantLock();
    private boolean done;

    private CleanUp(Runnable task) {
        this.task = task;
    }

    /** Registers a task. */
    public static CleanUp onExit(Runnable task) {
        CleanUp cleanUp = new CleanUp(task);
        try {
            Runtime.getRuntime().addShutdownHook(cleanUp.hook);
        } catch (IllegalStateException endingAlready) {
            cleanUp.run();
        }
        return cleanUp;
    }

    /** Whether a signal is ending the program. Failures are not reported from then on. */
    public static boolean isEndedBySignal() {
        // Ask the JVM: several hooks run at the same time, and this call may happen before the hook of a clean-up has
        // started.
        try {
            Runtime.getRuntime().removeShutdownHook(NO_HOOK);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    private void run() {
        lock.lock();
        try {
            if (!done) {
                done = true;
                task.run();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        run();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs, or has run.
        }
    }
}
