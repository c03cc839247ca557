package org.qmp4j.client.thread;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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

    /**
     * Runs tasks one after the other on a thread that ends when there has been none for a second.
     *
     * @param maxWaiting how many tasks may wait; one more is rejected
     */
    public static ExecutorService oneAtATime(String name, int maxWaiting) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(maxWaiting), work -> daemon(name, work));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
