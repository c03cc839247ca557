package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qmp4j.client.peer.Conversation.GREETING;
import static org.qmp4j.client.peer.Conversation.PLAIN_GREETING;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Capability;
import org.qmp4j.protocol.QemuVersion;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

class HandshakeTest {
    private static final ConnectOptions SOON =
            ConnectOptions.builder().connectTimeout(Duration.ofMillis(300)).build();

    private final Peer peer = Peer.listening();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    private Caller<QmpClient> connect(ConnectOptions options) {
        return Caller.of(() -> QmpClient.connect(peer.endpoint(), options));
    }

    private static void assertFailed(QmpException failure, String... words) {
        assertThat(failure).hasMessageContainingAll(words);
    }

    @Test
    void outOfBandIsEnabledIfTheGreetingOffersIt() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.send(GREETING);
        String line = connection.line();
        assertThat(line)
                .matches("\\{\"execute\":\"qmp_capabilities\",\"arguments\":\\{\"enable\":\\[\"oob\"]},"
                        + "\"id\":\"qmp4j-[0-9a-f]{32}\"}");
        connection.answer(PeerConnection.idOf(line), "{}");
        try (QmpClient client = connecting.value()) {
            assertThat(client.isOutOfBandEnabled()).isTrue();
            assertThat(client.isOpen()).isTrue();
            assertThat(client.peer()).isEqualTo("unix:" + peer.path());
            assertThat(client.greeting().version()).isEqualTo(new QemuVersion(7, 2, 22, "Debian 1:7.2"));
            assertThat(client.greeting().capabilities()).containsExactly(Capability.OUT_OF_BAND);
        }
        connection.awaitEnd();
    }

    @Test
    void nothingIsEnabledIfNothingIsOffered() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.send(PLAIN_GREETING);
        String line = connection.line();
        assertThat(line).matches("\\{\"execute\":\"qmp_capabilities\",\"id\":\"qmp4j-[0-9a-f]{32}\"}");
        connection.answer(PeerConnection.idOf(line), "{}");
        try (QmpClient client = connecting.value()) {
            assertThat(client.isOutOfBandEnabled()).isFalse();
        }
    }

    @Test
    void outOfBandIsNotEnabledIfTheOptionsDisableIt() {
        try (Conversation talk = Conversation.begin(
                GREETING, ConnectOptions.builder().outOfBand(false).build())) {
            assertThat(talk.client().isOutOfBandEnabled()).isFalse();
            assertThat(talk.client().greeting().capabilities()).containsExactly(Capability.OUT_OF_BAND);
        }
    }

    @Test
    void anUnknownCapabilityIsReportedAndNotEnabled() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.send("{\"QMP\": {\"version\": {}, \"capabilities\": [\"teleport\"]}}");
        connection.answer(connection.idOfNext("qmp_capabilities"), "{}");
        try (QmpClient client = connecting.value()) {
            assertThat(client.greeting().capabilities()).containsExactly(Capability.of("teleport"));
            assertThat(client.isOutOfBandEnabled()).isFalse();
        }
    }

    @Test
    void eventsBeforeTheGreetingAndBeforeTheNegotiationAreNotLost() {
        Caller<QmpClient> connecting =
                connect(ConnectOptions.builder().subscribe().build());
        PeerConnection connection = peer.accept();
        connection.send("{\"event\": \"BEFORE_GREETING\"}\r\n" + GREETING + "{\"event\": \"BEFORE_NEGOTIATION\"}\r\n");
        String id = connection.idOfNext("qmp_capabilities");
        connection.sendLine("{\"event\": \"DURING_NEGOTIATION\"}");
        connection.answer(id, "{}");
        connection.sendLine("{\"event\": \"AFTER\"}");
        try (QmpClient client = connecting.value()) {
            for (String name : new String[] {"BEFORE_GREETING", "BEFORE_NEGOTIATION", "DURING_NEGOTIATION", "AFTER"}) {
                RawEvent event = client.earlyEvents().orElseThrow().next(Duration.ofSeconds(10));
                assertThat(event.name()).isEqualTo(name);
            }
        }
    }

    @Test
    void onlyTheRequestedEarlyEventsAreKept() {
        Caller<QmpClient> connecting =
                connect(ConnectOptions.builder().subscribe("B", "C").build());
        PeerConnection connection = peer.accept();
        connection.send("{\"event\": \"A\"}\n{\"event\": \"B\"}\n" + GREETING + "{\"event\": \"C\"}\n");
        connection.answer(connection.idOfNext("qmp_capabilities"), "{}");
        try (QmpClient client = connecting.value()) {
            assertThat(client.earlyEvents().orElseThrow().drain())
                    .extracting(RawEvent::name)
                    .containsExactly("B", "C");
        }
    }

    @Test
    void byDefaultThereAreNoEarlyEvents() {
        try (Conversation talk = Conversation.begin()) {
            assertThat(talk.client().earlyEvents()).isEmpty();
        }
    }

    @Test
    void repliesToAnEarlierClientAreDroppedAndCountedWhateverTheirIds() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.sendLine("{\"return\": \"stale\", \"id\": 1}");
        connection.send(GREETING);
        String id = connection.idOfNext("qmp_capabilities");
        connection.sendLine("{\"return\": \"stale\", \"id\": 1}");
        connection.sendLine("{\"return\": \"stale\", \"id\": \"1\"}");
        connection.sendLine("{\"return\": \"stale\", \"id\": 2}");
        connection.sendLine("{\"return\": \"stale\", \"id\": \"qmp4j-00000000000000000000000000000000\"}");
        connection.sendLine("{\"return\": \"stale\"}");
        connection.errorWithoutId("stale");
        connection.answer(id, "{}");
        try (QmpClient client = connecting.value()) {
            assertThat(client.statistics().foreignReplies()).isEqualTo(7);
            Caller<String> call =
                    Caller.of(() -> client.execute(RawCommand.named("mine")).stringValue());
            connection.answer(connection.idOfNext("mine"), "\"fresh\"");
            assertThat(call.value()).isEqualTo("fresh");
        }
    }

    @Test
    void everyNegotiationHasItsOwnId() {
        assertThat(idOfANegotiationThatIsCutOff()).isNotEqualTo(idOfANegotiationThatIsCutOff());
    }

    private String idOfANegotiationThatIsCutOff() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.send(GREETING);
        String id = connection.idOfNext("qmp_capabilities");
        connection.close();
        connecting.failure(QmpHandshakeException.class);
        return id;
    }

    @Test
    void aRejectedNegotiationIsReportedWithTheTextOfQemu() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.send(GREETING);
        String id = connection.idOfNext("qmp_capabilities");
        connection.sendLine("{\"id\": " + id + ", \"error\": {\"class\": \"GenericError\", \"desc\": \"not today\"}}");
        assertFailed(connecting.failure(QmpHandshakeException.class), "GenericError", "not today");
        connection.awaitEnd();
    }

    @Test
    void aSilentPeerIsATimeout() {
        Caller<QmpClient> connecting = connect(SOON);
        PeerConnection connection = peer.accept();
        QmpConnectException failure = connecting.failure(QmpConnectException.class);
        assertThat(failure).isNotInstanceOf(QmpHandshakeException.class);
        assertFailed(failure, "no greeting came", "300 ms", "unix:" + peer.path(), "use GuestAgentClient");
        connection.awaitEnd();
    }

    @Test
    void telnetIsRecognisedAndTheMessageSaysWhatToDo() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        // What QEMU sends: IAC WILL ECHO, IAC WILL SUPPRESS-GO-AHEAD, IAC WILL BINARY, IAC DO BINARY.
        connection.send("\u00ff\u00fb\u0001\u00ff\u00fb\u0003\u00ff\u00fb\u0000\u00ff\u00fd\u0000");
        assertFailed(
                connecting.failure(QmpHandshakeException.class),
                "it speaks telnet",
                "-qmp tcp:",
                "unix:" + peer.path());
        connection.awaitEnd();
    }

    @Test
    void aHumanMonitorIsRecognisedAndTheMessageSaysWhatToDo() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.send("QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ");
        assertFailed(
                connecting.failure(QmpHandshakeException.class), "it is a monitor for people", "-qmp", "QEMU 7.2.22");
        connection.awaitEnd();
    }

    @Test
    void aPeerThatOnlyGreetsIsATimeout() {
        Caller<QmpClient> connecting = connect(SOON);
        PeerConnection connection = peer.accept();
        connection.send(GREETING);
        QmpConnectException failure = connecting.failure(QmpConnectException.class);
        assertFailed(failure, "no answer to qmp_capabilities", "300 ms", "QEMU may be busy; QEMU 7.2");
        // Its greeting says that it is one.
        assertThat(failure.getMessage()).doesNotContain("is this a QMP monitor?");
    }

    @Test
    void aPeerThatOnlySendsEventsIsATimeout() {
        Caller<QmpClient> connecting = connect(SOON);
        PeerConnection connection = peer.accept();
        connection.sendLine("{\"event\": \"RESUME\"}");
        assertFailed(connecting.failure(QmpConnectException.class), "no greeting came");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n",
                "SSH-2.0-OpenSSH_9.2p1\r\n",
                "[1, 2]",
                "{\"hello\": \"world\"}",
                "{\"QMP\" {}}"
            })
    void whatIsNoQmpIsShown(String words) {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.send(words);
        assertFailed(
                connecting.failure(QmpHandshakeException.class), words.strip().substring(0, 6), "unix:" + peer.path());
        connection.awaitEnd();
    }

    @Test
    void anEndBeforeTheGreetingIsReported() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        peer.accept().close();
        assertFailed(connecting.failure(QmpHandshakeException.class), "closed the connection", "before a session");
    }

    @Test
    void anEndBetweenGreetingAndNegotiationIsReported() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.send(GREETING);
        connection.idOfNext("qmp_capabilities");
        connection.close();
        assertFailed(connecting.failure(QmpHandshakeException.class), "before a session");
    }

    @Test
    void anInterruptEndsConnectAndKeepsTheFlag() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connecting.untilItWaits().interrupt();
        assertFailed(connecting.failure(QmpInterruptedException.class), "interrupted while connecting");
        assertThat(connecting.wasInterruptedAtTheEnd()).isTrue();
        connection.awaitEnd();
    }

    @Test
    void anInterruptDuringTheNegotiationEndsConnect() {
        Caller<QmpClient> connecting = connect(ConnectOptions.DEFAULT);
        PeerConnection connection = peer.accept();
        connection.send(GREETING);
        connection.idOfNext("qmp_capabilities");
        connecting.interrupt();
        connecting.failure(QmpInterruptedException.class);
        assertThat(connecting.wasInterruptedAtTheEnd()).isTrue();
        connection.awaitEnd();
    }
}
