package org.qmp4j.client.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.Caller;

/** A future that callers share and cannot complete. */
class OwnedFutureTest {
    private final CompletableFuture<String> source = new CompletableFuture<>();
    private final OwnedFuture<String> future = OwnedFuture.of(source);

    @Test
    void itCompletesLikeItsSource() {
        assertThat(future).isNotDone();
        source.complete("done");
        assertThat(future).isCompletedWithValue("done");
    }

    @Test
    void itFailsLikeItsSource() {
        source.completeExceptionally(new IllegalStateException("on purpose"));
        assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void callersCannotCompleteIt() {
        assertThat(future.complete("mine")).isFalse();
        assertThat(future.completeExceptionally(new IllegalStateException())).isFalse();
        assertThat(future.cancel(true)).isFalse();
        assertThatThrownBy(() -> future.completeAsync(() -> "mine")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> future.obtrudeValue("mine")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> future.obtrudeException(new IllegalStateException()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(future).isNotDone();
        source.complete("done");
        assertThat(future).isCompletedWithValue("done");
    }

    @Test
    void aTimeoutAppliesToACopy() {
        CompletableFuture<String> limited = future.orTimeout(1, TimeUnit.NANOSECONDS);
        Caller.failureOf(limited, TimeoutException.class);
        assertThat(Caller.of(future.completeOnTimeout("late", 1, TimeUnit.NANOSECONDS)::get)
                        .value())
                .isEqualTo("late");
        assertThat(future).isNotDone();
    }

    @Test
    void derivedFuturesAreIndependent() {
        CompletableFuture<String> copy = future.copy();
        CompletableFuture<Integer> derived = future.thenApply(String::length);
        assertThat(copy.complete("mine")).isTrue();
        assertThat(derived.cancel(true)).isTrue();
        assertThat(future).isNotDone();
    }

    @Test
    void repeatedWaitsKeepNoMemory() {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> future.get(1, TimeUnit.NANOSECONDS)).isInstanceOf(TimeoutException.class);
        }
        assertThat(future.getNumberOfDependents()).isZero();
    }
}
