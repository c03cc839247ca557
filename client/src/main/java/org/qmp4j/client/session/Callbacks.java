package org.qmp4j.client.session;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qmp4j.client.thread.Threads;

/**
 * Runs application code on the executor that the application chose, and never on the calling thread, which may be the one
 * that reads the connection: an executor that runs tasks in the calling thread, or refuses them, gets a thread instead.
 */
final class Callbacks {
    /** What throws where the application's code does. */
    static final String CALLBACK = "a callback of the application";

    private static final System.Logger LOG = System.getLogger("org.qmp4j.client");

    private final Executor executor;

    Callbacks(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs the task elsewhere, once. What it throws is logged.
     *
     * @return false if there is no thread for it, which is logged, too; it will not be run
     */
    boolean run(Runnable task) {
        Thread caller = Thread.currentThread();
        AtomicBoolean taken = new AtomicBoolean();
        AtomicBoolean unwanted = new AtomicBoolean();
        // The caller may be a thread of the executor: then it runs the task when it comes to it, and that is elsewhere.
        AtomicBoolean handedOver = new AtomicBoolean();
        Runnable elsewhere = () -> {
            if (Thread.currentThread() == caller && !handedOver.get()) {
                unwanted.set(true);
            } else if (taken.compareAndSet(false, true)) {
                runLogged(CALLBACK, task);
            }
        };
        try {
            executor.execute(elsewhere);
        } catch (Throwable refused) {
            // Shut down, or broken, or without memory for a thread: the reader must not end by it, and the task must
            // not be lost.
            unwanted.set(true);
        }
        handedOver.set(true);
        return !unwanted.get() || isStarted(elsewhere) || !taken.compareAndSet(false, true);
    }

    private static boolean isStarted(Runnable task) {
        AtomicBoolean started = new AtomicBoolean();
        runLogged("starting a thread for a callback", () -> {
            Threads.start("qmp4j-callback", task);
            started.set(true);
        });
        return started.get();
    }

    /** Runs the task here and logs what it throws, whatever that is: what comes next must still be run. */
    static void runLogged(String what, Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            log(what + " threw", thrown);
        }
    }

    private static void log(String message, Throwable thrown) {
        try {
            LOG.log(Level.WARNING, message, thrown);
        } catch (Throwable unprintable) {
            // A logger, or the printing of an exception, may fail, too; that must stop nothing either.
        }
    }
}
