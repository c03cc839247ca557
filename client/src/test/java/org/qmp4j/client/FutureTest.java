package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** The futures of {@code submit}: their results, their threads, and that a caller can cancel one safely. */
class FutureTest {
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    private static <T> T value(CompletableFuture<T> future) {
        return Caller.of(future::get).value();
    }

    @Test
    void aFutureCompletesWithTheValue() {
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("x"));
        assertThat(future).isNotDone();
        peer.answer(peer.idOfNext("x"), "1");
        assertThat(value(future).intValue()).isEqualTo(1);
    }

    @Test
    void aFutureFailsWithTheExceptionThatExecuteWouldThrow() {
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("x"));
        String id = peer.idOfNext("x");
        peer.sendLine("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}, \"id\": " + id + "}");
        assertThat(Caller.of(future::get).failure(ExecutionException.class).getCause())
                .isInstanceOf(QmpCommandException.class)
                .hasMessage("x: GenericError: no");
    }

    @Test
    void aCommandThatCannotBeSentFailsTheFutureAndNotTheCaller() {
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("x").with("a", "\ud800"));
        assertThat(Caller.of(future::get).failure(ExecutionException.class).getCause())
                .isInstanceOf(QmpInvalidCommandException.class);
        try (Conversation plain = Conversation.begin(Conversation.PLAIN_GREETING, ConnectOptions.DEFAULT)) {
            CompletableFuture<JsonNode> oob =
                    plain.client().submit(RawCommand.named("query-yank"), CallOptions.outOfBand());
            assertThat(Caller.of(oob::get).failure(ExecutionException.class).getCause())
                    .isInstanceOf(QmpInvalidCommandException.class);
        }
        talk.assertWorks();
    }

    @Test
    void theReplyToACancelledCommandIsDropped() {
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("x"), LONG);
        String id = peer.idOfNext("x");
        assertThat(future.cancel(true)).isTrue();
        peer.answer(id, "1");
        talk.assertWorks();
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        assertThat(client.statistics().lateReplies()).isEqualTo(1);
    }

    @Test
    void cancellingAfterTheReplyHasNoEffect() {
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("x"), LONG);
        peer.answer(peer.idOfNext("x"), "1");
        assertThat(value(future).intValue()).isEqualTo(1);
        assertThat(future.cancel(true)).isFalse();
        talk.assertWorks();
        assertThat(client.statistics().lateReplies()).isZero();
    }

    @Test
    void aFutureThatTheApplicationCompletesIsAbandoned() {
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("x"), LONG);
        String id = peer.idOfNext("x");
        future.completeExceptionally(new IllegalStateException("enough"));
        peer.answer(id, "1");
        talk.assertWorks();
        assertThat(client.statistics().lateReplies()).isEqualTo(1);
    }

    @Test
    void dependentActionsRunOnTheCallbackExecutor() {
        Executor executor = task -> new Thread(task, "test-callbacks").start();
        ConnectOptions options =
                ConnectOptions.builder().callbackExecutor(executor).build();
        try (Conversation other = Conversation.begin(options)) {
            CompletableFuture<String> thread = other.client()
                    .submit(RawCommand.named("x"), LONG)
                    .thenApply(value -> Thread.currentThread().getName());
            other.peer().answer(other.peer().idOfNext("x"), "1");
            assertThat(value(thread)).isEqualTo("test-callbacks");
            CompletableFuture<String> closed = other.client()
                    .whenClosed()
                    .thenApply(why -> Thread.currentThread().getName());
            other.client().close();
            assertThat(value(closed)).isEqualTo("test-callbacks");
        }
    }

    @Test
    void dependentActionsNeverRunOnTheReaderOrTimerThread() {
        ConnectOptions options =
                ConnectOptions.builder().callbackExecutor(Runnable::run).build();
        try (Conversation other = Conversation.begin(options)) {
            CompletableFuture<String> answered = other.client()
                    .submit(RawCommand.named("x"), LONG)
                    .thenApply(value -> Thread.currentThread().getName());
            CompletableFuture<String> late = other.client()
                    .submit(RawCommand.named("y"), CallOptions.timeout(Duration.ofMillis(30)))
                    .handle((value, failure) -> Thread.currentThread().getName());
            other.peer().answer(other.peer().idOfNext("x"), "1");
            assertThat(value(answered)).isEqualTo("qmp4j-callback");
            // It runs in this thread only if the timeout passed before the callback was added.
            assertThat(value(late))
                    .isIn("qmp4j-callback", Thread.currentThread().getName());
        }
    }

    @Test
    void aFutureCompletesEvenIfItsExecutorRejectsTasks() {
        ConnectOptions options = ConnectOptions.builder()
                .callbackExecutor(task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .build();
        try (Conversation other = Conversation.begin(options)) {
            CompletableFuture<JsonNode> future = other.client().submit(RawCommand.named("x"), LONG);
            other.peer().answer(other.peer().idOfNext("x"), "1");
            assertThat(value(future).intValue()).isEqualTo(1);
            other.client().close();
            assertThat(value(other.client().whenClosed()).byThisProgram()).isTrue();
        }
    }

    @Test
    void aCallbackThatBlocksDoesNotDelayOtherReplies() {
        CountDownLatch release = new CountDownLatch(1);
        ConnectOptions options =
                ConnectOptions.builder().callbackExecutor(Runnable::run).build();
        try (Conversation other = Conversation.begin(options)) {
            CompletableFuture<Boolean> blocked = other.client()
                    .submit(RawCommand.named("x"), LONG)
                    .thenApply(value ->
                            Caller.of(() -> release.await(20, TimeUnit.SECONDS)).value());
            other.peer().answer(other.peer().idOfNext("x"), "1");
            other.assertWorks();
            assertThat(blocked).isNotDone();
            release.countDown();
            assertThat(value(blocked)).isTrue();
        }
    }

    @Test
    void aCallbackThatThrowsAffectsItsOwnFutureOnly() {
        CompletableFuture<Object> throwing = client.submit(RawCommand.named("x"), LONG)
                .thenApply(value -> {
                    throw new IllegalStateException("thrown on purpose");
                });
        peer.answer(peer.idOfNext("x"), "1");
        assertThat(Caller.of(throwing::get).failure(ExecutionException.class).getCause())
                .hasMessage("thrown on purpose");
        talk.assertWorks();
    }

    @Test
    void aCallbackCanWaitForAnotherCommand() {
        CompletableFuture<JsonNode> both = client.submit(RawCommand.named("x"), LONG)
                .thenApply(value -> client.execute(RawCommand.named("y"), LONG));
        peer.answer(peer.idOfNext("x"), "1");
        peer.answer(peer.idOfNext("y"), "2");
        assertThat(value(both).intValue()).isEqualTo(2);
    }
}
