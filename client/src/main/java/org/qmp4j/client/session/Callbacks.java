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
    private static final System.Logger LOG = System.getLogger("org.qmp4j.client");

    private final Executor executor;

    Callbacks(Executor executor) {
        this.executor = executor;
    }

    /** Runs the task elsewhere, once. What it throws is logged. */
    void run(Runnable task) {
        Thread caller = Thread.currentThread();
        AtomicBoolean taken = new AtomicBoolean();
        // The caller may be a thread of the executor: then it runs the task when it comes to it, and that is elsewhere.
        AtomicBoolean handedOver = new AtomicBoolean();
        Runnable elsewhere = () -> {
            if (!taken.compareAndSet(false, true)) {
                return;
            }
            if (Thread.currentThread() == caller && !handedOver.get()) {
                Threads.start("qmp4j-callback", () -> runLogged(task));
            } else {
                runLogged(task);
            }
        };
        try {
            executor.execute(elsewhere);
        } catch (RuntimeException refused) {
            // Shut down, or broken: the reader must not end by it, and the task must not be lost.
            Threads.start("qmp4j-callback", elsewhere);
        } finally {
            handedOver.set(true);
        }
    }

    /** Runs the task here and logs what it throws, whatever that is: what comes next must still be run. */
    static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            LOG.log(Level.WARNING, "a callback of the application threw", thrown);
        }
    }
}
