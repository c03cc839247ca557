package org.qmp4j.client.thread;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Creates the client's threads. They have names, and are daemons, so that they do not keep the JVM alive. */
public final class Threads {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

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

    /** The pause before a thread of the client tries again after an error, mostly an OutOfMemoryError. */
    public static void pauseBeforeRetry() {
        LockSupport.parkNanos(RETRY_NANOS);
    }

    /** Runs the work, and repeats it as long as it throws an OutOfMemoryError. For threads that may wait. */
    public static void insist(Runnable work) {
        while (!isRun(work)) {
            pauseBeforeRetry();
        }
    }

    private static boolean isRun(Runnable work) {
        try {
            work.run();
            return true;
        } catch (OutOfMemoryError notYet) {
            return false;
        }
    }

    /**
     * Completes a future exceptionally, and tries again while there is no memory, because another thread waits for it.
     * For threads that may wait.
     */
    public static void fail(CompletableFuture<?> future, Throwable cause) {
        while (!future.isDone()) {
            try {
                future.completeExceptionally(cause);
            } catch (OutOfMemoryError notYet) {
                pauseBeforeRetry();
            }
        }
    }

    /**
     * Runs tasks one after the other on a thread that ends after a second without a task.
     *
     * @param maxWaiting how many tasks may wait; one more is rejected
     */
    public static ExecutorService oneAtATime(String name, int maxWaiting) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(maxWaiting));
        executor.setThreadFactory(worker(name, executor));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Creates the only thread of an executor. If an error ends it, the executor tries once to start another one. This
     * factory tries again as long as tasks wait.
     */
    static ThreadFactory worker(String name, ThreadPoolExecutor executor) {
        return work -> daemon(name, () -> {
            try {
                work.run();
            } catch (Throwable ended) {
                while (!isReplaced(executor)) {
                    pauseBeforeRetry();
                }
            }
        });
    }

    private static boolean isReplaced(ThreadPoolExecutor executor) {
        try {
            return executor.getQueue().isEmpty() || executor.getPoolSize() > 0 || executor.prestartCoreThread();
        } catch (Throwable noThread) {
            return false;
        }
    }
}
