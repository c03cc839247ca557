package org.qmp4j.client.peer;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A blocking call in a thread of its own, so that the test can play the peer meanwhile.
 *
 * @param <T> what the call returns
 */
public final class Caller<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean interruptedAtTheEnd;

    private Caller(Callable<T> call) {
        thread = new Thread(() -> run(call), "test-caller");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Callable<T> call) {
        try {
            T value = call.call();
            interruptedAtTheEnd = Thread.interrupted();
            result.complete(value);
        } catch (Throwable failed) {
            interruptedAtTheEnd = Thread.interrupted();
            result.completeExceptionally(failed);
        }
    }

    /** Begins the call. */
    public static <T> Caller<T> of(Callable<T> call) {
        return new Caller<>(call);
    }

    /** Begins a call that returns nothing. */
    public static Caller<Boolean> run(Runnable call) {
        return new Caller<>(() -> {
            call.run();
            return true;
        });
    }

    /** Begins a call in a thread that has been interrupted already. */
    public static <T> Caller<T> interrupted(Callable<T> call) {
        return new Caller<>(() -> {
            Thread.currentThread().interrupt();
            return call.call();
        });
    }

    /** Whether the call has returned or failed. */
    public boolean hasEnded() {
        return result.isDone();
    }

    /** Waits for the call's value. */
    public T value() {
        try {
            return result.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the call failed", failed.getCause());
        } catch (TimeoutException hangs) {
            throw hanging();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Waits for the call's failure. */
    public <X extends Throwable> X failure(Class<X> type) {
        try {
            T value = result.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("the call did not fail, but returned " + value);
        } catch (ExecutionException failed) {
            if (type.isInstance(failed.getCause())) {
                return type.cast(failed.getCause());
            }
            throw new AssertionError("the call failed otherwise than with " + type, failed.getCause());
        } catch (TimeoutException hangs) {
            throw hanging();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Waits for the failure of a future. */
    public static <X extends Throwable> X failureOf(CompletableFuture<?> future, Class<X> type) {
        Throwable cause = of(future::get).failure(ExecutionException.class).getCause();
        if (!type.isInstance(cause)) {
            throw new AssertionError("the future failed otherwise than with " + type, cause);
        }
        return type.cast(cause);
    }

    private AssertionError hanging() {
        AssertionError error = new AssertionError("the call hangs");
        error.setStackTrace(thread.getStackTrace());
        return error;
    }

    /** Interrupts the calling thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Waits until the calling thread waits for something. */
    public Caller<T> untilItWaits() {
        Await.until("the caller waits", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            default -> false;
        });
        return this;
    }

    /** Whether the calling thread's interrupt flag was set when the call ended. */
    public boolean wasInterruptedAtTheEnd() {
        return interruptedAtTheEnd;
    }
}
