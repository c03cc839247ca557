package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.event.OverflowPolicy;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** The counters of a session after a run in which every message is known. */
class StatisticsTest {
    private static final CallOptions SHORT = CallOptions.timeout(Duration.ofMillis(40));
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    private Caller<JsonNode> execute(String name, CallOptions options) {
        return Caller.of(() -> client.execute(RawCommand.named(name), options));
    }

    @Test
    void aSessionBeginsWithItsNegotiation() {
        assertThat(Counts.of(client)).containsExactly(1L, 0L, 0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void resultsAndErrorsCountAsReplies() {
        Caller<JsonNode> one = execute("one", LONG);
        peer.answer(peer.idOfNext("one"), "1");
        one.value();
        Caller<JsonNode> other = execute("other", LONG);
        String id = peer.idOfNext("other");
        peer.sendLine("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}, \"id\": " + id + "}");
        other.failure(QmpCommandException.class);
        assertThat(Counts.of(client)).containsExactly(3L, 2L, 0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void anErrorWithoutAnIdCountsAsReplyAndAsErrorWithoutId() {
        Caller<JsonNode> one = execute("one", LONG);
        peer.idOfNext("one");
        peer.errorWithoutId("no");
        one.failure(QmpCommandException.class);
        assertThat(Counts.of(client)).containsExactly(2L, 1L, 0L, 0L, 1L, 0L, 0L);
    }

    @Test
    void rejectedAndWithdrawnCommandsDoNotCountAsSent() {
        Caller.of(() -> client.execute(RawCommand.named("x").with("a", "\ud800")))
                .failure(QmpInvalidCommandException.class);
        List<CompletableFuture<JsonNode>> inFlight = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            inFlight.add(client.submit(RawCommand.named("slow"), LONG));
        }
        execute("queued", SHORT).failure(QmpTimeoutException.class);
        assertThat(Counts.of(client)).containsExactly(8L, 0L, 0L, 0L, 0L, 0L, 0L);
        client.close();
        execute("late", LONG).failure(QmpDisconnectedException.class);
        assertThat(Counts.of(client)).containsExactly(8L, 0L, 0L, 0L, 0L, 0L, 0L);
        assertThat(inFlight).hasSize(7);
    }

    @Test
    void aWholeSessionIsCounted() {
        EventSubscription<RawEvent> small = client.events(new EventOptions(1, OverflowPolicy.DROP_OLDEST));
        EventSubscription<RawEvent> strict = client.events(new EventOptions(2, OverflowPolicy.FAIL), "A");
        peer.send("{\"event\": \"A\"}{\"event\": \"A\"}{\"event\": \"B\"}{\"event\": \"A\"}{\"event\": \"A\"}\r\n");
        Caller<JsonNode> late = execute("late", SHORT);
        String id = peer.idOfNext("late");
        late.failure(QmpTimeoutException.class);
        peer.answer(id, "1");
        peer.answer(id, "2");
        peer.answer("\"foreign\"", "3");
        talk.assertWorks();
        // The first subscription lost four of five events; the other one was closed at its first loss.
        assertThat(Counts.of(client)).containsExactly(3L, 1L, 1L, 2L, 0L, 5L, 5L);
        assertThat(small.dropped()).isEqualTo(4);
        assertThat(strict.dropped()).isEqualTo(1);
    }

    @Test
    void repliesBeforeThatOfTheNegotiationAreForeign() {
        String early = "{\"return\": {}, \"id\": 1}\r\n" + Conversation.GREETING
                + "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\r\n{\"event\": \"A\"}\r\n";
        try (Conversation other = Conversation.begin(early, ConnectOptions.DEFAULT)) {
            assertThat(Counts.of(other.client())).containsExactly(1L, 0L, 0L, 2L, 0L, 1L, 0L);
        }
    }
}
