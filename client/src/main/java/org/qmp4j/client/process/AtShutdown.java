package org.qmp4j.client.process;

import org.qmp4j.client.thread.Threads;

/** Work that is done when this JVM ends in order, unless it was taken back. */
public final class AtShutdown implements AutoCloseable {
    private final Thread hook;

    private AtShutdown(Thread hook) {
        this.hook = hook;
    }

    /**
     * Will do that work, in a thread of its own.
     *
     * @throws IllegalStateException if the JVM is ending already
     */
    public static AtShutdown run(String name, Runnable work) {
        Thread hook = Threads.daemon("qmp4j-shutdown " + name, work);
        Runtime.getRuntime().addShutdownHook(hook);
        return new AtShutdown(hook);
    }

    /** Takes the work back; of no effect when the JVM is ending. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs, or has run.
        }
    }
}
