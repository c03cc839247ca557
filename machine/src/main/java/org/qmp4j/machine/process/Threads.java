package org.qmp4j.machine.process;

import java.io.IOException;

/** Every thread of this module is made here: named, daemon, so that none keeps the JVM alive. */
final class Threads {
    /** Starts threads. A test has one that fails. */
    @FunctionalInterface
    interface Starting {
        /** Starts a thread, or throws if the system gives none. */
        void start(String name, Runnable work) throws IOException;
    }

    private Threads() {}

    /** A thread that has not been started. */
    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    static void start(String name, Runnable work) throws IOException {
        try {
            daemon(name, work).start();
        } catch (OutOfMemoryError noThread) {
            // Thread.start: the limit of processes is reached, or memory.
            throw new IOException("no thread could be started for " + name + ": " + noThread.getMessage(), noThread);
        }
    }
}
