package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** How a session with the guest agent synchronises with the agent's output. */
class GuestAgentSyncTest {
    private final Peer peer = Peer.listening();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    private Caller<GuestAgentClient> connect() {
        return connect(Duration.ofMinutes(1));
    }

    private Caller<GuestAgentClient> connect(Duration timeout) {
        ConnectOptions options =
                ConnectOptions.builder().connectTimeout(timeout).build();
        return Caller.of(() -> GuestAgentClient.connect(peer.endpoint(), options));
    }

    private static void assertWorks(GuestAgentClient client, PeerConnection agent) {
        Caller<JsonNode> call = Caller.of(() -> client.execute(RawGuestAgentCommand.named("guest-ping")));
        assertThat(agent.line()).isEqualTo("{\"execute\":\"guest-ping\"}");
        agent.send("{\"return\": {}}\n");
        assertThat(call.value().isEmpty()).isTrue();
    }

    @Test
    void theFirstByteResetsTheParserOfTheAgent() {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection agent = peer.accept();
        String line = agent.line();
        assertThat(line).matches("\u00ff\\{\"execute\":\"guest-sync-delimited\",\"arguments\":\\{\"id\":[1-9][0-9]*}}");
        agent.send("\u00ff{\"return\": " + AgentConversation.numberIn(line) + "}\n");
        try (GuestAgentClient client = connecting.value()) {
            assertThat(client.isOpen()).isTrue();
            assertThat(client.toString()).isEqualTo("GuestAgentClient[" + peer.endpoint() + "]");
            assertWorks(client, agent);
        }
    }

    @Test
    void repliesToAnEarlierClientAreSkipped() {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection agent = peer.accept();
        String number = AgentConversation.numberIn(agent.line());
        // Half a reply, whole ones, that of an earlier synchronisation, and the error about our own first byte.
        agent.send("-data\": \"}{[\\\"\"}\n{\"return\": {\"pid\": 1}}\n\u00ff{\"return\": 4711}\n{\"return\": " + number
                + "1}\n{\"return\": \"" + number + "\"}\n" + AgentConversation.synced(number));
        try (GuestAgentClient client = connecting.value()) {
            assertWorks(client, agent);
        }
    }

    @Test
    void theReplyCanArriveByteByByte() {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection agent = peer.accept();
        String number = AgentConversation.numberIn(agent.line());
        for (char c : ("\"}}\n" + AgentConversation.synced(number)).toCharArray()) {
            agent.send(String.valueOf(c));
        }
        try (GuestAgentClient client = connecting.value()) {
            assertWorks(client, agent);
        }
    }

    @Test
    void aNumberWithoutItsMarkerIsIgnored() {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection agent = peer.accept();
        String number = AgentConversation.numberIn(agent.line());
        // Without the 0xFF it may be the rest of another reply; the client asks again.
        agent.send("{\"return\": " + number + "}\n");
        String again = AgentConversation.numberIn(agent.line());
        agent.send(AgentConversation.synced(again));
        try (GuestAgentClient client = connecting.value()) {
            assertWorks(client, agent);
        }
    }

    @Test
    void anAgentThatStartsLaterGetsANewNumber() {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection agent = peer.accept();
        String first = AgentConversation.numberIn(agent.line());
        String second = AgentConversation.numberIn(agent.line());
        String third = AgentConversation.numberIn(agent.line());
        assertThat(Set.of(first, second, third)).hasSize(3);
        // Replies to earlier requests do not count.
        agent.send("\u00ff{\"return\": " + first + "}\n\u00ff{\"return\": " + second + "}\n\u00ff{\"return\": " + third
                + "}\n");
        try (GuestAgentClient client = connecting.value()) {
            assertWorks(client, agent);
        }
    }

    @Tag("slow")
    @Test
    void theClientWaitsForASlowAgent() {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection agent = peer.accept();
        // With a request every second it would never catch up.
        Caller.of(() -> {
            while (true) {
                String question = agent.line();
                // This simulates a slow agent: there is no condition to wait for.
                Thread.sleep(1500);
                agent.send(AgentConversation.synced(AgentConversation.numberIn(question)));
            }
        });
        try (GuestAgentClient client = connecting.value()) {
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void numbersAreExactInAnyJsonLibraryAndDifferEachTime() {
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            try (AgentConversation talk = AgentConversation.begin()) {
                Caller<Boolean> sync = Caller.run(() -> talk.client().sync(CallOptions.DEFAULT));
                String number = AgentConversation.numberIn(talk.agent().line());
                assertThat(Long.parseLong(number)).isBetween(1L, (1L << 53) - 1);
                numbers.add(number);
                talk.agent().send(AgentConversation.synced(number));
                sync.value();
            }
        }
        assertThat(numbers).hasSize(20);
    }

    @Test
    void aPeerThatNeverAnswersIsATimeout() {
        Caller<GuestAgentClient> connecting = connect(Duration.ofMillis(500));
        PeerConnection agent = peer.accept();
        QmpConnectException silent = connecting.failure(QmpConnectException.class);
        assertThat(silent).isNotInstanceOf(QmpHandshakeException.class);
        assertThat(silent)
                .hasMessageContainingAll(
                        "connected to " + peer.endpoint(),
                        "no guest agent answered within 500 ms",
                        "is qemu-ga installed")
                .hasMessageNotContaining("QMP monitor");
        AgentConversation.numberIn(agent.line());
        agent.awaitEnd();
    }

    @Test
    void unexpectedTextOfThePeerIsShown() {
        Caller<GuestAgentClient> connecting = connect(Duration.ofSeconds(1));
        PeerConnection other = peer.accept();
        other.send("login: ");
        assertThat(connecting.failure(QmpHandshakeException.class))
                .hasMessageContainingAll(peer.endpoint().toString(), "1 s", "is it a guest agent", "login:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r\n",
                "{\r\n    \"QMP\": {\r\n        \"version\": {"
            })
    void aQmpMonitorIsNamedAtOnce(String greeting) {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection qemu = peer.accept();
        qemu.line();
        greeting.chars().forEach(letter -> qemu.sendUntilClosed(String.valueOf((char) letter)));
        assertThat(connecting.failure(QmpHandshakeException.class))
                .hasMessageContainingAll(peer.endpoint().toString(), "it is a QMP monitor; use QmpClient");
        qemu.awaitEnd();
    }

    @ParameterizedTest
    @CsvSource({
        "'\u00ff\u00fb\u0001\u00ff\u00fb\u0003', it speaks telnet",
        "QEMU 7.2.22 monitor - type, it is a monitor for people"
    })
    void anotherPeerIsNamedAtOnce(String words, String name) {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection other = peer.accept();
        other.line();
        other.send(words);
        assertThat(connecting.failure(QmpHandshakeException.class)).hasMessageContaining(name);
        other.awaitEnd();
    }

    @Test
    void aPeerThatDisconnectsIsReported() {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection agent = peer.accept();
        agent.line();
        agent.close();
        assertThat(connecting.failure(QmpHandshakeException.class))
                .hasMessageContainingAll("no session with the guest agent", "closed the connection");
    }

    @Test
    void anInterruptEndsConnect() {
        Caller<GuestAgentClient> connecting = connect();
        PeerConnection agent = peer.accept();
        agent.line();
        connecting.untilItWaits().interrupt();
        connecting.failure(QmpInterruptedException.class);
        assertThat(connecting.wasInterruptedAtTheEnd()).isTrue();
        agent.awaitEnd();
    }

    @Test
    void anUnansweredSynchronisationTimesOutAndTheNextOneCanSucceed() {
        try (AgentConversation talk = AgentConversation.begin()) {
            CallOptions shortly = CallOptions.timeout(Duration.ofMillis(500));
            QmpTimeoutException late =
                    Caller.run(() -> talk.client().sync(shortly)).failure(QmpTimeoutException.class);
            assertThat(late).hasMessageContainingAll(talk.client().peer(), "500 ms");
            String first = AgentConversation.numberIn(talk.agent().line());
            Caller<Boolean> again = Caller.run(() -> talk.client().sync(CallOptions.DEFAULT));
            String second = AgentConversation.numberIn(talk.agent().line());
            talk.agent().send(AgentConversation.synced(first) + AgentConversation.synced(second));
            again.value();
            talk.assertWorks();
        }
    }
}
