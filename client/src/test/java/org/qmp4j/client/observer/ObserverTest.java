package org.qmp4j.client.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.event.OverflowPolicy;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** Which calls an observer receives, in which order, with which values. */
// The futures of calls that must stay unanswered are of no use to the tests.
@SuppressWarnings("FutureReturnValueIgnored")
class ObserverTest {
    private static final CallOptions SHORT = CallOptions.timeout(Duration.ofMillis(40));
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private final Witness witness = new Witness();
    private final Conversation talk =
            Conversation.begin(ConnectOptions.builder().observer(witness).build());
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();
    private final String endpoint = client.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    private Caller<JsonNode> execute(String name, CallOptions options) {
        return Caller.of(() -> client.execute(RawCommand.named(name), options));
    }

    @Test
    void aSessionIsReportedOnceFromItsBeginningToItsEnd() {
        client.close();
        client.close();
        witness.await("disconnected");
        assertThat(witness.lines)
                .containsExactly(
                        "connected " + endpoint + " QEMU 7.2.22 (Debian 1:7.2)",
                        "disconnected " + endpoint + " this program closed the connection to " + endpoint);
    }

    @Test
    void theEndOfAFailedHandshakeIsNotReported() {
        Witness other = new Witness();
        // Runs each task at once, so that every report is delivered before the connection has failed.
        ConnectOptions options = ConnectOptions.builder()
                .observer(other)
                .callbackExecutor(Runnable::run)
                .build();
        try (Peer hasty = Peer.listening()) {
            Caller<QmpClient> connecting = Caller.of(() -> QmpClient.connect(hasty.endpoint(), options));
            hasty.accept().close();
            connecting.failure(QmpConnectException.class);
        }
        assertThat(other.lines).isEmpty();
    }

    @Test
    void theEndOfThePeerIsReportedWithItsReason() {
        peer.send("{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"host-signal\"}}\r\n");
        peer.close();
        witness.await("disconnected");
        assertThat(witness.lines.get(2))
                .isEqualTo("disconnected " + endpoint + " " + endpoint
                        + ": the peer closed the connection after SHUTDOWN (host-signal)");
    }

    @Test
    void aCommandIsReportedWhenItIsSentAndWhenItsReplyArrives() {
        Caller<JsonNode> call =
                Caller.of(() -> client.execute(RawCommand.named("x").with("a", 1)));
        String id = peer.idOfNext("x");
        peer.sendLine("{\"return\": {\"b\": 2}, \"id\": " + id + "}");
        call.value();
        witness.await("replied");
        assertThat(witness.lines.subList(1, 3))
                .containsExactly(
                        "sent " + endpoint + " x 1 false {\"execute\":\"x\",\"arguments\":{\"a\":1},\"id\":1}\n",
                        "replied x 1 {\"return\": {\"b\": 2}, \"id\": 1} false");
        assertThat(witness.took.get(0)).isPositive();
    }

    @Test
    void anErrorReplyIsReportedAsARejection() {
        Caller<JsonNode> call = execute("x", CallOptions.outOfBand());
        String id = peer.idOfNext("x");
        peer.sendLine("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}, \"id\": " + id + "}");
        call.failure(QmpCommandException.class);
        witness.await("replied");
        assertThat(witness.lines.get(1)).startsWith("sent " + endpoint + " x 1 true {\"exec-oob\":\"x\"");
        assertThat(witness.lines.get(2)).startsWith("replied x 1 {\"error\": ").endsWith(" true");
    }

    @Test
    void aTimeoutAndItsLateReplyAreReported() {
        Caller<JsonNode> call = execute("x", SHORT);
        String id = peer.idOfNext("x");
        call.failure(QmpTimeoutException.class);
        witness.await("abandoned x " + id + " UNKNOWN");
        peer.answer(id, "1");
        witness.await("dropped reply " + endpoint + " {\"return\": 1, \"id\": " + id + "}");
        assertThat(witness.lines).noneMatch(line -> line.startsWith("replied"));
    }

    @Test
    void interruptsAndCancellationsAreReportedLikeTimeouts() {
        Caller<JsonNode> call = execute("x", LONG);
        peer.idOfNext("x");
        call.untilItWaits().interrupt();
        call.failure(QmpCallInterruptedException.class);
        witness.await("abandoned x 1 UNKNOWN");
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("y"), LONG);
        peer.idOfNext("y");
        future.cancel(true);
        witness.await("abandoned y 2 UNKNOWN");
    }

    @Test
    void aWithdrawnCommandIsNotReportedAsSent() {
        for (int i = 0; i < 7; i++) {
            client.submit(RawCommand.named("slow"), LONG);
        }
        execute("queued", SHORT).failure(QmpTimeoutException.class);
        witness.await("abandoned queued 8 NOT_SENT");
        assertThat(witness.lines).noneMatch(line -> line.startsWith("sent " + endpoint + " queued"));
    }

    @Test
    void theReportedTimeDoesNotIncludeTheQueue() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            client.submit(RawCommand.named("slow"), LONG);
            ids.add(peer.idOfNext("slow"));
        }
        CompletableFuture<JsonNode> queued = client.submit(RawCommand.named("queued"), LONG);
        long began = System.nanoTime();
        Await.until("some time has passed", () -> System.nanoTime() - began > 100_000_000);
        long sent = System.nanoTime();
        peer.answer(ids.get(0), "1");
        peer.answer(peer.idOfNext("queued"), "1");
        Caller.of(queued::get).value();
        witness.await("replied queued");
        assertThat(witness.took.get(1)).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - sent));
    }

    @Test
    void aForeignReplyIsReported() {
        peer.answer("\"earlier\"", "{}");
        witness.await("dropped reply " + endpoint + " {\"return\": {}, \"id\": \"earlier\"}");
    }

    @Test
    void everyEventIsReportedWithOrWithoutSubscriptions() {
        peer.sendLine("{\"event\": \"STOP\"}");
        witness.await("event " + endpoint + " {\"event\":\"STOP\"}");
    }

    @Test
    void aDroppedEventIsReportedAsTheOneThatIsLost() {
        EventSubscription<RawEvent> oldest = client.events(new EventOptions(1, OverflowPolicy.DROP_OLDEST), "A", "B");
        EventSubscription<RawEvent> newest = client.events(new EventOptions(1, OverflowPolicy.DROP_NEWEST), "B", "C");
        peer.send("{\"event\": \"A\"}{\"event\": \"B\"}{\"event\": \"C\"}");
        witness.await("dropped event " + endpoint + " {\"event\":\"C\"}");
        assertThat(witness.lines.subList(1, 6))
                .containsExactly(
                        "event " + endpoint + " {\"event\":\"A\"}",
                        "event " + endpoint + " {\"event\":\"B\"}",
                        "dropped event " + endpoint + " {\"event\":\"A\"}",
                        "event " + endpoint + " {\"event\":\"C\"}",
                        "dropped event " + endpoint + " {\"event\":\"C\"}");
        assertThat(oldest.dropped() + newest.dropped()).isEqualTo(2);
    }

    @Test
    void receivedAndSentBytesAreCounted() {
        Caller<JsonNode> call = execute("query-status", LONG);
        String id = peer.idOfNext("query-status");
        String answer = "{\"return\": {}, \"id\": " + id + "}\r\n";
        // The reply to the negotiation repeats an id of this length.
        int negotiated = "{\"return\": {}, \"id\": \"qmp4j-0123456789abcdef0123456789abcdef\"}\r\n".length();
        peer.send(answer);
        call.value();
        witness.await("replied");
        assertThat(witness.received.stream().mapToInt(count -> count).sum())
                .isEqualTo(Conversation.GREETING.length() + negotiated + answer.length());
        assertThat(witness.sent).endsWith("{\"execute\":\"query-status\",\"id\":1}\n".length());
    }

    @Test
    void aSessionWithAGuestAgentIsReportedInTheSameWay() {
        Witness other = new Witness();
        try (AgentConversation agent =
                AgentConversation.begin(ConnectOptions.builder().observer(other).build())) {
            Caller<JsonNode> call = Caller.of(() -> agent.client().execute(RawGuestAgentCommand.named("guest-info")));
            agent.expect("guest-info");
            agent.answer("1");
            call.value();
            Caller<JsonNode> late = Caller.of(() -> agent.client().execute(RawGuestAgentCommand.named("slow"), SHORT));
            agent.expect("slow");
            late.failure(QmpTimeoutException.class);
            agent.answer("2");
            other.await("dropped reply");
            Caller<JsonNode> interrupted =
                    Caller.of(() -> agent.client().execute(RawGuestAgentCommand.named("other"), LONG));
            agent.answerSync();
            agent.expect("other");
            interrupted.untilItWaits().interrupt();
            interrupted.failure(QmpCallInterruptedException.class);
            agent.client().close();
            other.await("disconnected");
            String where = agent.client().peer();
            assertThat(other.lines)
                    .containsExactly(
                            "connected " + where + " guest agent",
                            "sent " + where + " guest-info  false {\"execute\":\"guest-info\"}\n",
                            "replied guest-info  {\"return\": 1} false",
                            "sent " + where + " slow  false {\"execute\":\"slow\"}\n",
                            "abandoned slow  UNKNOWN",
                            "dropped reply " + where + " {\"return\": 2}",
                            "sent " + where + " other  false {\"execute\":\"other\"}\n",
                            "abandoned other  UNKNOWN",
                            "disconnected " + where + " this program closed the connection to " + where);
        }
    }
}
