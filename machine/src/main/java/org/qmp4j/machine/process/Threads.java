package org.qmp4j.machine.process;

import java.io.IOException;

/** Creates every thread of this module: named, and daemon, so that it does not keep the JVM alive. */
final class Threads {
    private Threads() {}

    /** Starts a thread, or throws if the system gives none. */
    static void start(String name, Runnable work) throws IOException {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            // Thread.start: the limit of processes is reached, or memory.
            throw new IOException("no thread could be started for " + name + ": " + noThread.getMessage(), noThread);
        }
    }
}
