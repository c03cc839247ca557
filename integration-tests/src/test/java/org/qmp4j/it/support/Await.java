package org.qmp4j.it.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Waits for another process or thread, with a timeout that only a fault reaches. */
public final class Await {
    /** Much longer than any operation here takes. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(5);

    private Await() {}

    /** Waits until the condition holds. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Waits until a call has failed, and returns its exception. */
    public static <X extends Throwable> X failureOf(CompletableFuture<?> call, Class<X> type) throws Exception {
        until("the call has ended", call::isDone);
        try {
            throw new AssertionError("the call did not fail, but returned " + call.get());
        } catch (ExecutionException failed) {
            if (type.isInstance(failed.getCause())) {
                return type.cast(failed.getCause());
            }
            throw new AssertionError("the call failed otherwise than with " + type, failed.getCause());
        }
    }

    /** Runs work in a new thread, which ends with the work. */
    public static <T> CompletableFuture<T> inBackground(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(result, work), "it-background");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
        try {
            result.complete(work.call());
        } catch (Throwable failed) {
            result.completeExceptionally(failed);
        }
    }
}
