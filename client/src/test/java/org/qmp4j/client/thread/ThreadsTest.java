package org.qmp4j.client.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.Await;

/** An executor with a single thread, which all its tasks need. */
class ThreadsTest {
    @Test
    void aThreadThatEndsWithAnErrorIsReplacedEvenIfTheFirstAttemptFails() throws Exception {
        ThreadPoolExecutor executor = (ThreadPoolExecutor) Threads.oneAtATime("test", 10);
        CountDownLatch queued = new CountDownLatch(1);
        executor.execute(() -> {
            awaitUninterrupted(queued);
            throw new OutOfMemoryError("thrown on purpose");
        });
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        executor.execute(() -> ran.complete(true));
        AtomicInteger failures = new AtomicInteger(3);
        ThreadFactory real = executor.getThreadFactory();
        executor.setThreadFactory(work -> {
            if (failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return real.newThread(work);
        });
        queued.countDown();
        assertThat(ran.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        executor.shutdown();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void aFutureFailsEvenIfMemoryIsShortAtFirst() {
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> future = new CompletableFuture<>() {
            @Override
            public boolean completeExceptionally(Throwable cause) {
                if (attempts.incrementAndGet() <= 2) {
                    throw new OutOfMemoryError("thrown on purpose");
                }
                return super.completeExceptionally(cause);
            }
        };
        Threads.fail(future, new IllegalStateException("the cause"));
        assertThat(future).isCompletedExceptionally();
        assertThat(attempts).hasValue(3);
    }
}
