package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.framing.MessageBudget;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawGuestAgentCommand;

/** The memory for messages that are not complete. The JVM of these tests has a budget of 8 MiB for it. */
class UnfinishedMessageTest {
    private static final int MIB = 1 << 20;

    private static long used() {
        return MessageBudget.ofJvm().used();
    }

    private static void awaitUsed(long least) {
        Await.until("so much is in use: " + least, () -> used() >= least);
    }

    private static void awaitNothingUsed() {
        Await.until("all memory is released", () -> used() == 0);
    }

    @BeforeEach
    void otherTestsLeaveNothingInTheBudget() {
        awaitNothingUsed();
    }

    @Test
    void aClosedClientHoldsNoMessage() {
        try (Conversation talk = Conversation.begin()) {
            talk.peer().send("{\"return\": \"" + "x".repeat(3 * MIB));
            awaitUsed(3 * MIB);
            talk.client().close();
            assertThat(used()).isZero();
        }
    }

    @Test
    void aClosedAgentClientHoldsNoMessage() {
        try (AgentConversation talk = AgentConversation.begin()) {
            talk.agent().send("{\"return\": \"" + "x".repeat(MIB / 2));
            awaitUsed(MIB / 2);
            talk.client().close();
            assertThat(used()).isZero();
        }
    }

    @Test
    void aPeerThatDisconnectsInTheMiddleOfAMessageHoldsNothing() {
        try (Conversation talk = Conversation.begin()) {
            talk.peer().send("{\"return\": \"" + "x".repeat(3 * MIB));
            awaitUsed(3 * MIB);
            talk.peer().close();
            Await.until("the session has ended", () -> !talk.client().isOpen());
            awaitNothingUsed();
        }
    }

    @Test
    void aMessageThatExceedsALimitHoldsNothing() {
        ConnectOptions options = ConnectOptions.builder()
                .connectTimeout(Await.PATIENCE)
                .maxMessageBytes(2 * MIB)
                .build();
        try (Conversation talk = Conversation.begin(options)) {
            talk.peer().sendUntilClosed("{\"return\": \"" + "x".repeat(3 * MIB));
            Await.until("the session has ended", () -> !talk.client().isOpen());
            awaitNothingUsed();
        }
    }

    @Test
    void aCompleteMessageHoldsNothing() {
        try (Conversation talk = Conversation.begin()) {
            talk.peer().sendLine("{\"id\": 0, \"return\": \"" + "x".repeat(3 * MIB) + "\"}");
            talk.assertWorks();
            assertThat(used()).isZero();
        }
    }

    @Test
    void aHandshakeThatFailsInTheMiddleOfAMessageHoldsNothing() {
        try (Peer peer = Peer.listening()) {
            Caller<QmpClient> connecting = Caller.of(() -> QmpClient.connect(
                    peer.endpoint(),
                    ConnectOptions.builder()
                            .connectTimeout(Duration.ofSeconds(2))
                            .build()));
            peer.accept().send("{\"QMP\": \"" + "x".repeat(3 * MIB));
            connecting.failure(QmpConnectException.class);
            assertThat(used()).isZero();
        }
    }

    @Test
    void theConnectionThatHoldsTheMostIsEndedFirst() {
        try (Conversation hostile = Conversation.begin();
                Conversation other = Conversation.begin();
                AgentConversation honest = AgentConversation.begin()) {
            Caller<Object> call = Caller.of(
                    () -> hostile.client().execute(RawCommand.named("x"), CallOptions.timeout(Await.PATIENCE)));
            hostile.peer().idOfNext("x");
            hostile.peer().send("{\"return\": \"" + "x".repeat(5 * MIB));
            awaitUsed(5 * MIB);
            other.peer().send("{\"id\": 0, \"return\": \"" + "x".repeat(2 * MIB));
            awaitUsed(7 * MIB);
            Caller<Integer> read = honest.call(
                    RawGuestAgentCommand.named("guest-file-read"),
                    value -> value.stringValue().length());
            honest.answer("\"" + "x".repeat(3 * MIB) + "\"");
            assertThat(read.value()).isEqualTo(3 * MIB);
            QmpProtocolException ended = call.failure(QmpProtocolException.class);
            assertThat(ended)
                    .hasMessageContaining("the unfinished messages of all connections of this JVM")
                    .hasMessageContaining("8388608 bytes")
                    .hasMessageContaining("org.qmp4j.client.unfinishedMessageBytes");
            assertThat(ended.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(hostile.client().isOpen()).isFalse();
            other.peer().sendLine("\"}");
            other.assertWorks();
            honest.assertWorks();
            assertThat(used()).isZero();
        }
    }

    @Test
    void aMessageThatAloneExceedsTheBudgetEndsItsConnection() {
        try (Conversation hostile = Conversation.begin();
                Conversation honest = Conversation.begin()) {
            Caller<Object> call = Caller.of(
                    () -> hostile.client().execute(RawCommand.named("x"), CallOptions.timeout(Await.PATIENCE)));
            hostile.peer().idOfNext("x");
            hostile.peer().sendUntilClosed("{\"return\": \"" + "x".repeat(10 * MIB));
            assertThat(call.failure(QmpProtocolException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
            honest.assertWorks();
            awaitNothingUsed();
        }
    }
}
