package org.qmp4j.machine.process;

/** Every thread of this module is made here: named, daemon, so that none keeps the JVM alive. */
final class Threads {
    private Threads() {}

    /** A thread that has not been started. */
    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    static void start(String name, Runnable work) {
        daemon(name, work).start();
    }
}
