package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.CallResult;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.options.DefaultTimeouts;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A timeout ends the wait, but not the command and not the connection. */
class TimeoutTest {
    private static final CallOptions SHORT = CallOptions.timeout(Duration.ofMillis(40));

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    private QmpTimeoutException timeout(CompletableFuture<?> future) {
        return Caller.failureOf(future, QmpTimeoutException.class);
    }

    @Test
    void aTimeoutSaysThatTheCommandMayStillRun() {
        Caller<JsonNode> call = Caller.of(() -> client.execute(RawCommand.named("migrate"), SHORT));
        String id = peer.idOfNext("migrate");
        QmpTimeoutException late = call.failure(QmpTimeoutException.class);
        assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(late)
                .hasMessage("no reply to 'migrate' (id " + id + ") on " + client.peer()
                        + " within 40 ms; it may still run");
        assertThat(late.getStackTrace()).anyMatch(frame -> frame.getClassName().equals(TimeoutTest.class.getName()));
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void theTimeoutOfAFutureHasTheSameMessage() {
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("migrate"), SHORT);
        String id = peer.idOfNext("migrate");
        QmpTimeoutException late = timeout(future);
        assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(late)
                .hasMessage("no reply to 'migrate' (id " + id + ") on " + client.peer()
                        + " within 40 ms; it may still run");
    }

    @Test
    void aLateReplyIsDroppedAndCounted() {
        Caller<JsonNode> call = Caller.of(() -> client.execute(RawCommand.named("x"), SHORT));
        String id = peer.idOfNext("x");
        call.failure(QmpTimeoutException.class);
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("y"), SHORT);
        String futureId = peer.idOfNext("y");
        timeout(future);
        peer.answer(id, "\"late\"");
        peer.sendLine("{\"error\": {\"class\": \"GenericError\", \"desc\": \"late\"}, \"id\": " + futureId + "}");
        talk.assertWorks();
        assertThat(client.statistics().lateReplies()).isEqualTo(2);
        assertThat(client.statistics().foreignReplies()).isZero();
    }

    @Test
    void aLateReplyIsNotTakenForTheNextOne() {
        Caller<JsonNode> call = Caller.of(() -> client.execute(RawCommand.named("x"), SHORT));
        String late = peer.idOfNext("x");
        call.failure(QmpTimeoutException.class);
        Caller<JsonNode> again = Caller.of(() -> client.execute(RawCommand.named("x")));
        String id = peer.idOfNext("x");
        peer.answer(late, "\"late\"");
        peer.answer(id, "\"in time\"");
        assertThat(again.value().stringValue()).isEqualTo("in time");
    }

    @Test
    void eachCallHasItsOwnTimeout() {
        Caller<JsonNode> patient = Caller.of(() -> client.execute(RawCommand.named("patient")));
        String id = peer.idOfNext("patient");
        Caller<JsonNode> call = Caller.of(() -> client.execute(RawCommand.named("x"), SHORT));
        peer.idOfNext("x");
        call.failure(QmpTimeoutException.class);
        peer.answer(id, "1");
        assertThat(patient.value().intValue()).isEqualTo(1);
    }

    @Test
    void byDefaultACallHasTheTimeoutOfItsCommand() {
        DefaultTimeouts timeouts = DefaultTimeouts.STANDARD.with("x", Duration.ofMillis(41));
        ConnectOptions options =
                ConnectOptions.builder().defaultTimeouts(timeouts).build();
        try (Conversation other = Conversation.begin(options)) {
            QmpClient impatient = other.client();
            assertThat(Caller.of(() -> impatient.execute(RawCommand.named("x"))).failure(QmpTimeoutException.class))
                    .hasMessageContaining("41 ms");
            assertThat(timeout(impatient.submit(RawCommand.named("x")))).hasMessageContaining("41 ms");
            assertThat(Caller.of(() -> impatient.executeAll(List.of(RawCommand.named("x"))))
                            .failure(QmpBatchException.class))
                    .hasMessageContaining("41 ms");
            assertThat(Caller.of(() -> impatient.execute(RawCommand.named("x"), SHORT))
                            .failure(QmpTimeoutException.class))
                    .hasMessageContaining("40 ms");
        }
    }

    @Test
    void anOutOfBandCommandHasATimeout() {
        Caller<JsonNode> call = Caller.of(() -> client.execute(RawCommand.named("query-yank"), SHORT.withOutOfBand()));
        String id = peer.idOfNext("query-yank");
        assertThat(call.failure(QmpTimeoutException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
        peer.answer(id, "[]");
        talk.assertWorks();
        assertThat(client.statistics().lateReplies()).isEqualTo(1);
    }

    @Test
    void aLateReplyInABatchIsReportedAfterAllHaveEnded() {
        DefaultTimeouts timeouts =
                DefaultTimeouts.STANDARD.withUsual(Duration.ofMinutes(10)).with("b", Duration.ofMillis(40));
        try (Conversation other = Conversation.begin(
                ConnectOptions.builder().defaultTimeouts(timeouts).build())) {
            List<RawCommand> commands = List.of(RawCommand.named("a"), RawCommand.named("b"), RawCommand.named("c"));
            Caller<List<JsonNode>> all = Caller.of(() -> other.client().executeAll(commands));
            other.peer().answer(other.peer().idOfNext("a"), "1");
            other.peer().idOfNext("b");
            other.peer().answer(other.peer().idOfNext("c"), "3");
            QmpBatchException failed = all.failure(QmpBatchException.class);
            assertThat(failed)
                    .hasMessageStartingWith("2 of 3 commands ran, 1 failed, 0 were not sent; the first failure: ")
                    .hasMessageContainingAll("'b'", "40 ms")
                    .hasCauseInstanceOf(QmpTimeoutException.class);
            assertThat(failed.results())
                    .extracting(CallResult::outcome)
                    .containsExactly(Outcome.DONE, Outcome.UNKNOWN, Outcome.DONE);
            assertThat(failed.results().get(2))
                    .isEqualTo(new CallResult.Value<>(JsonNodeFactory.instance.numberNode(3)));
            assertThat(failed.command()).isEqualTo("b");
            assertThat(other.client().statistics().repliesReceived()).isEqualTo(2);
        }
    }

    @Test
    void theLongestDurationMeansNoTimeout() {
        CallOptions forever = CallOptions.timeout(Duration.ofSeconds(Long.MAX_VALUE));
        Caller<JsonNode> call = Caller.of(() -> client.execute(RawCommand.named("x"), forever));
        peer.answer(peer.idOfNext("x"), "1");
        assertThat(call.value().intValue()).isEqualTo(1);
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("y"), forever);
        peer.answer(peer.idOfNext("y"), "2");
        assertThat(Caller.of(future::get).value().intValue()).isEqualTo(2);
    }

    @Test
    void theShortestTimeoutIsAccepted() {
        CallOptions now = CallOptions.timeout(Duration.ofNanos(1));
        assertThat(Caller.of(() -> client.execute(RawCommand.named("x"), now)).failure(QmpTimeoutException.class))
                .hasMessageContaining("within 1 ms");
        timeout(client.submit(RawCommand.named("y"), now));
        assertThat(client.isOpen()).isTrue();
    }
}
