package org.qmp4j.cli.program;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Something that must be done before the program ends, however it ends: by {@link #close()}, or by a signal such as the
 * one of Ctrl-C. It is done once.
 */
public final class CleanUp implements AutoCloseable {
    private static final Thread NO_HOOK = new Thread("qmp-no-hook");

    private final Runnable work;
    private final Thread hook = new Thread(this::run, "qmp-clean-up");
    // Held while the work is done: whoever comes second waits until it is done, and finds it done.
    private final ReentrantLock lock = new ReentrantLock();
    private boolean done;

    private CleanUp(Runnable work) {
        this.work = work;
    }

    /** Will do that work. */
    public static CleanUp by(Runnable work) {
        CleanUp cleanUp = new CleanUp(work);
        try {
            Runtime.getRuntime().addShutdownHook(cleanUp.hook);
        } catch (IllegalStateException endingAlready) {
            cleanUp.run();
        }
        return cleanUp;
    }

    /** Whether a signal is ending the program: what fails from now on is nobody's business. */
    public static boolean isEndedBySignal() {
        // As the JVM knows: of several hooks, which run beside each other, any may be the first whose work is seen.
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
                work.run();
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
