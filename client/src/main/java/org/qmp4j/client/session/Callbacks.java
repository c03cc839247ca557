package org.qmp4j.client.session;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qmp4j.client.thread.Threads;

/**
 * Runs application code on the executor that the application chose, and never on the calling thread, which may be the
 * reader. If the executor runs tasks in the calling thread or rejects them, a new thread runs the task.
 */
final class Callbacks {
    /** The name of application code in log messages. */
    static final String CALLBACK = "a callback of the application";

    private final Executor executor;

    Callbacks(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs the task in another thread, once. Logs what the task throws. Does not throw.
     *
     * @return false if there is no thread or no memory for the task; it will not run
     */
    boolean run(Runnable task) {
        Elsewhere elsewhere;
        try {
            elsewhere = new Elsewhere(task);
        } catch (OutOfMemoryError noRoom) {
            return false;
        }
        try {
            executor.execute(elsewhere);
        } catch (Throwable refused) {
            // The executor is shut down or broken, or has no memory for a thread. The reader must not stop, and the
            // task must not be lost.
            elsewhere.unwanted = true;
        }
        elsewhere.handedOver = true;
        return !elsewhere.unwanted || isStarted(elsewhere) || !elsewhere.taken.compareAndSet(false, true);
    }

    /** Like {@link #run}, but throws if that returns false. */
    void require(Runnable task) {
        if (!run(task)) {
            throw new RejectedExecutionException("neither the callback executor nor a new thread runs callbacks");
        }
    }

    private static final class Elsewhere implements Runnable {
        private final Runnable task;
        private final Thread caller = Thread.currentThread();
        private final AtomicBoolean taken = new AtomicBoolean();
        private volatile boolean unwanted;
        // The caller may be a thread of the executor, which runs the task later. That does not count as the calling
        // thread.
        private volatile boolean handedOver;

        Elsewhere(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (Thread.currentThread() == caller && !handedOver) {
                unwanted = true;
            } else if (taken.compareAndSet(false, true)) {
                runLogged(CALLBACK, task);
            }
        }
    }

    private static boolean isStarted(Runnable task) {
        try {
            Threads.start("qmp4j-callback", task);
            return true;
        } catch (Throwable noThread) {
            logThrown("starting a thread for a callback", noThread);
            return false;
        }
    }

    /** Runs the task in this thread and logs what it throws, errors too: the next task must still run. */
    static void runLogged(String what, Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            logThrown(what, thrown);
        }
    }

    /** Logs an exception. Does not throw, even if logging fails. */
    static void logThrown(String what, Throwable thrown) {
        try {
            // Not a static field: if its initialiser failed for lack of memory, this class could never be used again.
            System.getLogger("org.qmp4j.client").log(Level.WARNING, what + " threw", thrown);
        } catch (Throwable unprintable) {
            // The logger, or printing the exception, may fail too. That must not stop the caller.
        }
    }
}
