package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** Commands to which the agent sends no reply on success. */
class GuestAgentSilentCommandTest {
    private static final Pattern BARRIER =
            Pattern.compile("\\{\"execute\":\"guest-sync-delimited\",\"arguments\":\\{\"id\":(\\d+)}}");

    private final AgentConversation talk = AgentConversation.begin();
    private final GuestAgentClient client = talk.client();
    private final PeerConnection agent = talk.agent();

    @AfterEach
    void end() {
        talk.close();
    }

    private Caller<JsonNode> shutDown() {
        return Caller.of(() -> client.execute(
                RawGuestAgentCommand.named("guest-shutdown").with("mode", "halt"),
                CallOptions.timeout(Duration.ofMinutes(10))));
    }

    // The number of the synchronisation that the client sends after the command; it also sends one before it.
    private String expectShutdown() {
        talk.answerSync();
        assertThat(agent.line()).isEqualTo("{\"execute\":\"guest-shutdown\",\"arguments\":{\"mode\":\"halt\"}}");
        Matcher barrier = BARRIER.matcher(agent.line());
        assertThat(barrier.matches()).isTrue();
        return barrier.group(1);
    }

    @Test
    void aReplyToTheNextCommandMeansSuccess() {
        Caller<JsonNode> call = shutDown();
        agent.send("\u00ff{\"return\": " + expectShutdown() + "}\n");
        assertThat(call.value().isEmpty()).isTrue();
        talk.assertWorks();
    }

    @Test
    void anErrorReplyIsReported() {
        Caller<JsonNode> call = shutDown();
        String number = expectShutdown();
        agent.send("{\"error\": {\"class\": \"GenericError\", \"desc\": \"frozen\"}}\n\u00ff{\"return\": " + number
                + "}\n");
        QmpCommandException refused = call.failure(QmpCommandException.class);
        assertThat(refused).hasMessage("guest-shutdown: GenericError: frozen");
        assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
        Caller<JsonNode> next = Caller.of(() -> client.execute(RawGuestAgentCommand.named("next")));
        talk.answerSync();
        talk.expect("next");
        talk.answer("1");
        assertThat(next.value().intValue()).isEqualTo(1);
    }

    @Test
    void anAgentThatStaysSilentHasRunTheCommand() {
        Caller<JsonNode> call = shutDown();
        String number = expectShutdown();
        assertThat(call.value().isEmpty()).isTrue();
        // After a suspend it may wake up and answer late.
        agent.send("\u00ff{\"return\": " + number + "}\n");
        Caller<JsonNode> next = Caller.of(() -> client.execute(RawGuestAgentCommand.named("next")));
        talk.answerSync();
        talk.expect("next");
        talk.answer("1");
        assertThat(next.value().intValue()).isEqualTo(1);
    }

    @Test
    void anAgentThatDisconnectsHasRunTheCommand() {
        Caller<JsonNode> call = shutDown();
        expectShutdown();
        agent.close();
        assertThat(call.value().isEmpty()).isTrue();
        Await.until("the client has seen the end", () -> !client.isOpen());
    }

    @Test
    void anAgentThatDoesNotReadHasNotRunTheCommand() {
        Caller<JsonNode> call = Caller.of(() -> client.execute(
                RawGuestAgentCommand.named("guest-shutdown"), CallOptions.timeout(Duration.ofMillis(40))));
        // As in a paused guest: the sent bytes wait in a socket.
        QmpTimeoutException late = call.failure(QmpTimeoutException.class);
        assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(late).hasMessageContaining("'guest-shutdown' was not sent");
        Caller<JsonNode> next = Caller.of(() -> client.execute(RawGuestAgentCommand.named("next")));
        AgentConversation.numberIn(agent.line());
        talk.answerSync();
        talk.expect("next");
        talk.answer("1");
        assertThat(next.value().intValue()).isEqualTo(1);
    }

    @Test
    void afterCloseTheOutcomeIsUnknown() {
        Caller<JsonNode> call = shutDown();
        expectShutdown();
        client.close();
        QmpDisconnectedException closed = call.failure(QmpDisconnectedException.class);
        assertThat(closed.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(closed).hasMessageContainingAll("'guest-shutdown'", "this program closed the connection");
    }

    @Test
    void textThatIsNotFromAnAgentIsNoSuccess() {
        Caller<JsonNode> call = shutDown();
        expectShutdown();
        agent.send("login: ");
        assertThat(call.failure(QmpProtocolException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void onAClosedConnectionTheCommandIsNotSent() {
        client.close();
        assertThatThrownBy(() -> client.execute(RawGuestAgentCommand.named("guest-shutdown")))
                .isInstanceOfSatisfying(QmpDisconnectedException.class, closed -> {
                    assertThat(closed.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(closed).hasMessageContaining("'guest-shutdown' was not sent");
                });
        agent.awaitEnd();
    }

    @Test
    void ifTheAgentHasDisconnectedTheCommandIsNotSent() {
        agent.close();
        Await.until("the client has seen the end", () -> !client.isOpen());
        assertThatThrownBy(() -> client.execute(RawGuestAgentCommand.named("guest-shutdown")))
                .isInstanceOfSatisfying(
                        QmpDisconnectedException.class,
                        gone -> assertThat(gone.outcome()).isEqualTo(Outcome.NOT_SENT));
    }

    @Test
    void afterAnInterruptTheOutcomeIsUnknown() {
        Caller<JsonNode> call = shutDown();
        expectShutdown();
        call.interrupt();
        assertThat(call.failure(QmpCallInterruptedException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(call.wasInterruptedAtTheEnd()).isTrue();
    }
}
