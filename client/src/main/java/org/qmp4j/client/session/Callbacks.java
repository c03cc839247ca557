package org.qmp4j.client.session;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qmp4j.client.thread.Threads;

/**
 * Runs application code on the executor that the application chose, and never on the calling thread, which may be the one
 * that reads the connection: an executor that runs tasks in the calling thread, or refuses them, gets a thread instead.
 */
final class Callbacks {
    /** What throws where the application's code does. */
    static final String CALLBACK = "a callback of the application";

    private final Executor executor;

    Callbacks(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs the task elsewhere, once. What it throws is logged. Does not throw.
     *
     * @return false if there is no thread or no memory for it; it will not be run
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
            // Shut down, or broken, or without memory for a thread: the reader must not end by it, and the task must
            // not be lost.
            elsewhere.unwanted = true;
        }
        elsewhere.handedOver = true;
        return !elsewhere.unwanted || isStarted(elsewhere) || !elsewhere.taken.compareAndSet(false, true);
    }

    /** As {@link #run}, and throws where that returns false. */
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
        // The caller may be a thread of the executor: then it runs the task when it comes to it, and that is elsewhere.
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

    /** Runs the task here and logs what it throws, whatever that is: what comes next must still be run. */
    static void runLogged(String what, Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            logThrown(what, thrown);
        }
    }

    /** Logs what something has thrown, if that can be logged. */
    static void logThrown(String what, Throwable thrown) {
        try {
            // Not kept in this class: its initialiser must need no memory, or could make the class useless for ever.
            System.getLogger("org.qmp4j.client").log(Level.WARNING, what + " threw", thrown);
        } catch (Throwable unprintable) {
            // A logger, or the printing of an exception, may fail, too; that must stop nothing either.
        }
    }
}
