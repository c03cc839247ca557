package org.qmp4j.client.thread;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future that only its owner can complete. So all callers can share it: a copy for each caller would stay in memory
 * until the future completes. Futures that a caller derives from it are normal futures.
 */
public final class OwnedFuture<T> extends CompletableFuture<T> {
    private OwnedFuture() {}

    /** A future that completes as the stage does. */
    public static <T> OwnedFuture<T> of(CompletionStage<T> stage) {
        OwnedFuture<T> future = new OwnedFuture<>();
        var unused = stage.whenComplete(future::follow);
        return future;
    }

    // Not complete() of this class, which does nothing.
    private void follow(T value, @Nullable Throwable failure) {
        if (failure == null) {
            super.complete(value);
        } else {
            super.completeExceptionally(failure);
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    /** Does nothing: a caller does not complete this. */
    @Override
    public boolean complete(T value) {
        return false;
    }

    /** Does nothing: a caller does not complete this. */
    @Override
    public boolean completeExceptionally(Throwable failure) {
        return false;
    }

    /** Does nothing: a caller does not complete this. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    /** Returns a copy with that timeout; this one has none. */
    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        return copy().orTimeout(timeout, unit);
    }

    /** Returns a copy with that timeout; this one has none. */
    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        return copy().completeOnTimeout(value, timeout, unit);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        throw notYours();
    }

    @Override
    public void obtrudeValue(T value) {
        throw notYours();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw notYours();
    }

    private static UnsupportedOperationException notYours() {
        return new UnsupportedOperationException("only the library completes this future; use copy()");
    }
}
