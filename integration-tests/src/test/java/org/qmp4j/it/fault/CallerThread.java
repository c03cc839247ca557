package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.qmp4j.it.support.Await;

/** A thread that does one thing and can be interrupted in it. */
final class CallerThread<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean interruptedAtTheEnd;

    private CallerThread(Callable<? extends T> work) {
        this.thread = new Thread(() -> run(work), "it-caller");
        thread.setDaemon(true);
    }

    /** A thread that has begun the work. */
    static <T> CallerThread<T> of(Callable<? extends T> work) {
        CallerThread<T> caller = new CallerThread<>(work);
        caller.thread.start();
        return caller;
    }

    /** A thread that was interrupted before it begins the work. */
    static <T> CallerThread<T> interruptedBefore(Callable<? extends T> work) {
        return of(() -> {
            Thread.currentThread().interrupt();
            return work.call();
        });
    }

    private void run(Callable<? extends T> work) {
        try {
            T value = work.call();
            interruptedAtTheEnd = Thread.currentThread().isInterrupted();
            result.complete(value);
        } catch (Throwable failed) {
            interruptedAtTheEnd = Thread.currentThread().isInterrupted();
            result.completeExceptionally(failed);
        }
    }

    /** Waits until the thread is parked, or selects on a socket. */
    CallerThread<T> untilItWaits() throws Exception {
        Await.until("the thread waits", () -> {
            assertThat(result).as("the work, which should wait").isNotDone();
            Thread.State state = thread.getState();
            return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || selects();
        });
        return this;
    }

    /** The JDK shows a thread that waits in the kernel as running. */
    private boolean selects() {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("sun.nio.ch.")
                        && frame.getMethodName().equals("doSelect"));
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isDone() {
        return result.isDone();
    }

    /** Whether the thread's interrupt flag was set when the work had ended. */
    boolean wasInterruptedAtTheEnd() {
        assertThat(result).isDone();
        return interruptedAtTheEnd;
    }

    /** Waits for the result of the work. */
    T value() throws Exception {
        return value(Await.PATIENCE);
    }

    /** Waits for the result of the work, at most that long. */
    T value(Duration patience) throws Exception {
        try {
            return result.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            AssertionError error = new AssertionError("the thread does not come back");
            error.setStackTrace(thread.getStackTrace());
            throw error;
        }
    }

    /** Waits for the exception of the work. */
    <X extends Throwable> X failure(Class<X> type) throws Exception {
        try {
            throw new AssertionError("nothing was thrown, but returned: " + value());
        } catch (ExecutionException failed) {
            if (type.isInstance(failed.getCause())) {
                return type.cast(failed.getCause());
            }
            throw new AssertionError("expected " + type, failed.getCause());
        }
    }
}
