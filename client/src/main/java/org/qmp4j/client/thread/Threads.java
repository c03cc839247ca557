package org.qmp4j.client.thread;

/** Makes the client's threads: named, daemon, so that none keeps the JVM alive. */
public final class Threads {
    private Threads() {}

    /** A thread that has not been started. */
    public static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts a thread. */
    public static void start(String name, Runnable work) {
        daemon(name, work).start();
    }
}
