package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** A peer that reads nothing, while the client writes more than the socket buffers. */
class StuckWriteTest {
    private static final RawCommand LARGE = RawCommand.named("large").with("text", "x".repeat(4 << 20));
    private static final CallOptions SOON = CallOptions.timeout(Duration.ofMillis(100));

    /** A client whose negotiation the test reads byte by byte; after that the test reads nothing. */
    private static final class Deaf implements AutoCloseable {
        private final Peer peer = Peer.listening();
        private final PeerConnection connection;
        private final QmpClient client;

        Deaf() {
            Caller<QmpClient> connecting = Caller.of(() -> QmpClient.connect(peer.endpoint()));
            connection = peer.acceptWithoutReading();
            connection.send(Conversation.GREETING);
            connection.answer(PeerConnection.idOf(connection.readLine()), "{}");
            client = connecting.value();
        }

        @Override
        public void close() {
            client.close();
            peer.close();
        }
    }

    @Test
    void aCallerTimesOutEvenIfTheWriteIsStuck() {
        try (Deaf deaf = new Deaf()) {
            QmpTimeoutException late =
                    Caller.of(() -> deaf.client.execute(LARGE, SOON)).failure(QmpTimeoutException.class);
            assertThat(late.outcome()).as("a part of it was sent").isEqualTo(Outcome.UNKNOWN);
            QmpTimeoutException behind = Caller.of(() -> deaf.client.execute(RawCommand.named("stop"), SOON))
                    .failure(QmpTimeoutException.class);
            assertThat(behind.outcome()).as("it waited in the queue").isEqualTo(Outcome.NOT_SENT);
            assertThat(behind).hasMessageContaining("or the peer does not read");
        }
    }

    @Test
    void aPartlyWrittenCommandIsCompletedAfterItsTimeout() {
        try (Deaf deaf = new Deaf()) {
            Caller.of(() -> deaf.client.execute(LARGE, SOON)).failure(QmpTimeoutException.class);
            Caller<JsonNode> next = Caller.of(() -> deaf.client.execute(RawCommand.named("stop")));
            deaf.connection.reading();
            String large = deaf.connection.line();
            assertThat(large.length()).isGreaterThan(4 << 20);
            deaf.connection.answer(PeerConnection.idOf(large), "{}");
            deaf.connection.answer(deaf.connection.idOfNext("stop"), "\"stopped\"");
            assertThat(next.value().stringValue()).isEqualTo("stopped");
            assertThat(deaf.client.statistics().lateReplies()).isEqualTo(1);
        }
    }

    @Test
    void theConnectionWorksAfterAnInterruptedWrite() {
        try (Deaf deaf = new Deaf()) {
            Caller<JsonNode> large = Caller.of(() -> deaf.client.execute(LARGE)).untilItWaits();
            large.interrupt();
            assertThat(large.failure(QmpCallInterruptedException.class).outcome())
                    .isEqualTo(Outcome.UNKNOWN);
            Caller<JsonNode> next = Caller.of(() -> deaf.client.execute(RawCommand.named("stop")));
            deaf.connection.reading();
            deaf.connection.answer(deaf.connection.idOfNext("large"), "{}");
            deaf.connection.answer(deaf.connection.idOfNext("stop"), "\"stopped\"");
            assertThat(next.value().stringValue()).isEqualTo("stopped");
        }
    }

    @Test
    void closeReturnsAndFailsWaitingCalls() throws Exception {
        try (Deaf deaf = new Deaf()) {
            Caller<JsonNode> large = Caller.of(() -> deaf.client.execute(LARGE)).untilItWaits();
            CompletableFuture<JsonNode> behind = deaf.client.submit(RawCommand.named("stop"));
            assertThat(Caller.run(deaf.client::close).value()).isTrue();
            assertThat(large.failure(QmpDisconnectedException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(behind)
                    .failsWithin(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            QmpDisconnectedException.class,
                            lost -> assertThat(lost.outcome()).isEqualTo(Outcome.NOT_SENT));
        }
    }
}
