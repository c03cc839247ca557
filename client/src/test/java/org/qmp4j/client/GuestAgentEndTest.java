package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** Futures of a guest agent client, and the end of every call that waits for the agent. */
class GuestAgentEndTest {
    private static final CallOptions SHORT = CallOptions.timeout(Duration.ofMillis(40));
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private final AgentConversation talk =
            AgentConversation.begin(ConnectOptions.builder().maxWaitingCalls(3).build());
    private final GuestAgentClient client = talk.client();
    private final PeerConnection agent = talk.agent();

    @AfterEach
    void end() {
        talk.close();
    }

    private Caller<JsonNode> execute(String name, CallOptions options) {
        return Caller.of(() -> client.execute(RawGuestAgentCommand.named(name), options));
    }

    private CompletableFuture<JsonNode> submit(String name, CallOptions options) {
        return client.submit(RawGuestAgentCommand.named(name), options);
    }

    @Test
    void closingFailsRunningAndQueuedCalls() {
        Caller<JsonNode> one = execute("one", LONG);
        talk.expect("one");
        Caller<JsonNode> other = execute("other", LONG).untilItWaits();
        CompletableFuture<JsonNode> future = submit("future", LONG);
        client.close();
        client.close();
        QmpDisconnectedException closed = one.failure(QmpDisconnectedException.class);
        assertThat(closed.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(closed).hasMessageContainingAll("'one'", "this program closed the connection", client.peer());
        assertThat(other.failure(QmpDisconnectedException.class).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(Caller.failureOf(future, QmpDisconnectedException.class).outcome())
                .isEqualTo(Outcome.NOT_SENT);
        agent.awaitEnd();
        assertThat(client.isOpen()).isFalse();
        assertThat(client.toString()).endsWith(", closed]");
    }

    @Test
    void nothingIsSentAfterClose() {
        client.close();
        assertThatThrownBy(() -> client.execute(RawGuestAgentCommand.named("x")))
                .isInstanceOfSatisfying(QmpDisconnectedException.class, closed -> {
                    assertThat(closed.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(closed).hasMessageContaining("'x' was not sent");
                });
        assertThat(Caller.failureOf(submit("y", LONG), QmpDisconnectedException.class))
                .hasMessageContainingAll("'y' was not sent", "this program closed the connection");
        assertThatThrownBy(() -> client.sync(LONG)).isInstanceOf(QmpDisconnectedException.class);
    }

    @Test
    void aCallFailsWhenTheAgentDisconnects() {
        Caller<JsonNode> one = execute("one", LONG);
        talk.expect("one");
        agent.close();
        QmpDisconnectedException gone = one.failure(QmpDisconnectedException.class);
        assertThat(gone.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(gone).hasMessageContainingAll("'one'", client.peer(), "the peer closed the connection");
        assertThat(Caller.failureOf(submit("y", LONG), QmpDisconnectedException.class)
                        .outcome())
                .isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void aCommandThatWasNotSentBeforeTheAgentDisconnectedSaysSo() {
        Caller<JsonNode> slow = execute("slow", SHORT);
        talk.expect("slow");
        slow.failure(QmpTimeoutException.class);
        Caller<JsonNode> next = execute("next", LONG);
        AgentConversation.numberIn(agent.line());
        agent.close();
        QmpDisconnectedException gone = next.failure(QmpDisconnectedException.class);
        assertThat(gone.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(gone).hasMessageContainingAll("'next' was not sent", "the peer closed the connection");
    }

    @Test
    void textThatIsNotFromAnAgentEndsTheConnection() {
        Caller<JsonNode> one = execute("one", LONG);
        talk.expect("one");
        agent.send("login: ");
        QmpProtocolException broken = one.failure(QmpProtocolException.class);
        assertThat(broken.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(broken).hasMessageContainingAll("'one'", "does not speak as a guest agent", "login: ");
        agent.awaitEnd();
    }

    @Test
    void futuresCompleteInTheOrderOfTheirCalls() {
        CompletableFuture<JsonNode> one = submit("one", LONG);
        CompletableFuture<JsonNode> other = submit("other", LONG);
        talk.expect("one");
        talk.answer("1");
        talk.expect("other");
        agent.send("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\n");
        assertThat(Caller.of(one::get).value().intValue()).isEqualTo(1);
        assertThat(Caller.failureOf(other, QmpCommandException.class)).hasMessage("other: GenericError: no");
    }

    @Test
    void aFutureInTheQueueFailsAtItsTimeout() {
        CompletableFuture<JsonNode> slow = submit("slow", LONG);
        talk.expect("slow");
        CompletableFuture<JsonNode> queued = submit("queued", SHORT);
        QmpTimeoutException late = Caller.failureOf(queued, QmpTimeoutException.class);
        assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(late).hasMessageContainingAll("'queued' was not sent", client.peer(), "40 ms");
        talk.answer("1");
        assertThat(Caller.of(slow::get).value().intValue()).isEqualTo(1);
        talk.assertWorks();
    }

    @Test
    void aFutureWithoutAReplyInTimeMayHaveRun() {
        CompletableFuture<JsonNode> slow = submit("slow", CallOptions.timeout(Duration.ofSeconds(1)));
        talk.expect("slow");
        QmpTimeoutException late = Caller.failureOf(slow, QmpTimeoutException.class);
        assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(late).hasMessageContainingAll("no reply to 'slow'", "within 1 s", "it may still run");
    }

    @Test
    void aCancelledFutureInTheQueueIsNotSent() {
        CompletableFuture<JsonNode> slow = submit("slow", LONG);
        talk.expect("slow");
        CompletableFuture<JsonNode> queued = submit("queued", LONG);
        CompletableFuture<JsonNode> last = submit("last", LONG);
        queued.cancel(true);
        talk.answer("1");
        talk.expect("last");
        talk.answer("3");
        assertThat(Caller.of(last::get).value().intValue()).isEqualTo(3);
        assertThat(slow).isDone();
    }

    @Test
    void afterACancelledFutureTheNextCommandGetsItsOwnReply() {
        CompletableFuture<JsonNode> slow = submit("slow", LONG);
        talk.expect("slow");
        slow.cancel(true);
        CompletableFuture<JsonNode> next = submit("next", LONG);
        talk.answer("1");
        talk.expect("next");
        talk.answer("2");
        assertThat(Caller.of(next::get).value().intValue()).isEqualTo(2);
    }

    @Test
    void aFutureBeyondTheQueueLimitIsRejectedImmediately() {
        List<CompletableFuture<JsonNode>> futures = new ArrayList<>();
        futures.add(submit("slow", LONG));
        talk.expect("slow");
        for (int i = 0; i < 3; i++) {
            futures.add(submit("queued", LONG));
        }
        QmpBusyException busy = Caller.failureOf(submit("refused", LONG), QmpBusyException.class);
        assertThat(busy.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(busy).hasMessageContaining("'refused' was not sent");
        assertThat(futures).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void futuresCompleteOnTheCallbackExecutor() {
        ConnectOptions options = ConnectOptions.builder()
                .callbackExecutor(task -> new Thread(task, "test-callbacks").start())
                .build();
        try (AgentConversation other = AgentConversation.begin(options)) {
            CompletableFuture<String> thread = other.client()
                    .submit(RawGuestAgentCommand.named("x"), LONG)
                    .thenApply(value -> Thread.currentThread().getName());
            other.expect("x");
            other.answer("1");
            assertThat(Caller.of(thread::get).value()).isEqualTo("test-callbacks");
        }
    }

    @Test
    void dependentActionsNeverRunOnAClientThread() {
        ConnectOptions options =
                ConnectOptions.builder().callbackExecutor(Runnable::run).build();
        try (AgentConversation other = AgentConversation.begin(options)) {
            CompletableFuture<String> answered = other.client()
                    .submit(RawGuestAgentCommand.named("x"), LONG)
                    .thenApply(value -> Thread.currentThread().getName());
            CompletableFuture<String> late = other.client()
                    .submit(RawGuestAgentCommand.named("y"), SHORT)
                    .handle((value, failure) -> Thread.currentThread().getName());
            // It runs in this thread only if the timeout passed before the callback was added.
            assertThat(Caller.of(late::get).value())
                    .isIn("qmp4j-callback", Thread.currentThread().getName());
            other.expect("x");
            other.answer("1");
            assertThat(Caller.of(answered::get).value()).isEqualTo("qmp4j-callback");
        }
    }

    @Test
    void theThreadOfFuturesEndsWhenNoFutureIsPending() {
        CompletableFuture<JsonNode> future = submit("x", LONG);
        talk.expect("x");
        talk.answer("1");
        Caller.of(future::get).value();
        String name = "qmp4j-agent " + client.peer();
        Await.until(
                "it is gone",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals(name)));
        talk.assertWorks();
    }
}
