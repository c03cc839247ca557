package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpUnresponsiveException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/** The client sends a probe to a peer that is silent. */
class LivenessProbeTest {
    private static final String PROBE = "{\"exec-oob\":\"query-yank\",\"id\":\"qmp4j-liveness\"}";
    private static final String ANSWER = "{\"return\": [], \"id\": \"qmp4j-liveness\"}";
    private static final Duration SOON = Duration.ofMillis(50);

    private static ConnectOptions.Builder options() {
        return ConnectOptions.builder().connectTimeout(Await.PATIENCE);
    }

    private static Conversation patient() {
        return Conversation.begin(options().livenessProbe(SOON, Await.PATIENCE).build());
    }

    @Test
    void aPeerThatDoesNotAnswerAProbeIsClosedAsUnresponsive() throws Exception {
        try (Conversation talk =
                Conversation.begin(options().livenessProbe(SOON, SOON).build())) {
            EventSubscription<RawEvent> events = talk.client().events();
            Caller<?> call = Caller.of(() -> talk.client().execute(RawCommand.named("x")));
            CloseReason reason = talk.client().whenClosed().get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(reason.unresponsive()).isTrue();
            assertThat(reason.byThisProgram()).isFalse();
            assertThat(reason.message())
                    .contains(": the peer did not answer a liveness probe")
                    .contains("within 50 ms");
            QmpUnresponsiveException failed = call.failure(QmpUnresponsiveException.class);
            assertThat(failed.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThatThrownBy(() -> events.next(Await.PATIENCE))
                    .isInstanceOf(QmpEventsClosedException.class)
                    .hasMessage("no more events: " + reason.message());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ANSWER,
                "{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"no\"}, \"id\": \"qmp4j-liveness\"}",
            })
    void anAnswerOfAnyKindKeepsTheConnectionAndIsNotCounted(String answer) {
        try (Conversation talk = patient()) {
            for (int i = 0; i < 3; i++) {
                assertThat(talk.peer().line()).isEqualTo(PROBE);
                talk.peer().sendLine(answer);
            }
            assertThat(talk.client()
                            .execute(RawCommand.named("next"), afterProbes(talk))
                            .stringValue())
                    .isEqualTo("value");
            ClientStatistics counted = talk.client().statistics();
            assertThat(counted.commandsSent()).as("the negotiation and 'next'").isEqualTo(2);
            assertThat(counted.foreignReplies()).isZero();
            assertThat(counted.repliesReceived()).isEqualTo(1);
        }
    }

    /** Makes the peer answer the next command, and the probes before it. */
    private static CallOptions afterProbes(Conversation talk) {
        Caller.run(() -> answerNext(talk.peer()));
        return CallOptions.timeout(Await.PATIENCE);
    }

    private static void answerNext(PeerConnection peer) {
        String line = peer.line();
        while (line.equals(PROBE)) {
            peer.sendLine(ANSWER);
            line = peer.line();
        }
        peer.answer(PeerConnection.idOf(line), "\"value\"");
    }

    @Test
    void aBusyPeerStaysConnectedWhileItAnswersProbes() {
        try (Conversation talk = patient()) {
            Caller<String> busy = Caller.of(
                    () -> talk.client().execute(RawCommand.named("slow")).stringValue());
            String line = talk.peer().line();
            while (line.equals(PROBE)) {
                talk.peer().sendLine(ANSWER);
                line = talk.peer().line();
            }
            for (int i = 0; i < 3; i++) {
                assertThat(talk.peer().line()).isEqualTo(PROBE);
                talk.peer().sendLine(ANSWER);
            }
            talk.peer().answer(PeerConnection.idOf(line), "\"done\"");
            assertThat(busy.value()).isEqualTo("done");
        }
    }

    @Test
    void onlyOneProbeIsInFlight() {
        try (Conversation talk = patient()) {
            assertThat(talk.peer().line()).isEqualTo(PROBE);
            Caller<?> call = Caller.of(() -> talk.client().execute(RawCommand.named("x")));
            assertThat(talk.peer().line()).contains("\"execute\":\"x\"");
            assertThat(call.hasEnded()).isFalse();
            assertThat(talk.peer().hasLine()).isFalse();
        }
    }

    @Test
    void withoutOutOfBandExecutionThereIsNoSession() {
        try (Peer peer = Peer.listening()) {
            ConnectOptions probing = options().livenessProbe(SOON).build();
            Caller<QmpClient> connecting = Caller.of(() -> QmpClient.connect(peer.endpoint(), probing));
            PeerConnection connection = peer.accept();
            connection.send(Conversation.PLAIN_GREETING);
            assertThat(connecting.failure(QmpHandshakeException.class))
                    .hasMessage("no session: a liveness probe needs out-of-band execution, which " + peer.endpoint()
                            + " does not offer");
            connection.awaitEnd();
        }
    }

    @Test
    void invalidOptionsAreRejectedImmediately() {
        ConnectOptions.Builder inBand = options().outOfBand(false).livenessProbe(SOON);
        assertThatThrownBy(inBand::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("out-of-band execution, which is turned off");
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            assertThatThrownBy(() -> options().livenessProbe(wrong)).hasMessage("interval must be positive: " + wrong);
            assertThatThrownBy(() -> options().livenessProbe(SOON, wrong))
                    .hasMessage("timeout must be positive: " + wrong);
        }
        try (Peer peer = Peer.listening()) {
            ConnectOptions probing = options().livenessProbe(SOON).build();
            assertThatThrownBy(() -> GuestAgentClient.connect(peer.endpoint(), probing))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("which a guest agent does not have");
        }
    }
}
