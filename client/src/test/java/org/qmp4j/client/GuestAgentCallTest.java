package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** Commands to the guest agent and their replies, one after the other. */
class GuestAgentCallTest {
    private static final CallOptions SHORT = CallOptions.timeout(Duration.ofMillis(40));
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private final AgentConversation talk = AgentConversation.begin();
    private final GuestAgentClient client = talk.client();
    private final PeerConnection agent = talk.agent();

    @AfterEach
    void end() {
        talk.close();
    }

    private Caller<JsonNode> execute(String name, CallOptions options) {
        return Caller.of(() -> client.execute(RawGuestAgentCommand.named(name), options));
    }

    @Test
    void aCommandIsSentWithoutAnIdAndReturnsItsValue() {
        Caller<JsonNode> call = Caller.of(() ->
                client.execute(RawGuestAgentCommand.named("guest-file-open").with("path", "/etc/hostname")));
        assertThat(agent.line())
                .isEqualTo("{\"execute\":\"guest-file-open\",\"arguments\":{\"path\":\"/etc/hostname\"}}");
        talk.answer("1000");
        assertThat(call.value().intValue()).isEqualTo(1000);
        talk.assertWorks();
    }

    @Test
    void anErrorReplyIsAnExceptionAndNeedsNoSynchronisation() {
        Caller<JsonNode> call = execute("guest-nonsense", LONG);
        talk.expect("guest-nonsense");
        agent.send("{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"not found\"}}\n");
        QmpCommandException refused = call.failure(QmpCommandException.class);
        assertThat(refused).hasMessage("guest-nonsense: CommandNotFound: not found");
        assertThat(refused.errorClass()).isEqualTo(ErrorClass.COMMAND_NOT_FOUND);
        assertThat(refused.id()).isEmpty();
        assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
        talk.assertWorks();
    }

    @Test
    void oneCommandIsInFlightAtATime() {
        Caller<JsonNode> one = execute("one", LONG);
        talk.expect("one");
        Caller<JsonNode> other = execute("other", LONG).untilItWaits();
        assertThat(agent.hasLine()).isFalse();
        talk.answer("1");
        assertThat(one.value().intValue()).isEqualTo(1);
        talk.expect("other");
        talk.answer("2");
        assertThat(other.value().intValue()).isEqualTo(2);
    }

    @Test
    void aCommandThatTimesOutInTheQueueIsNotSent() {
        Caller<JsonNode> one = execute("one", LONG);
        talk.expect("one");
        QmpTimeoutException late = execute("other", SHORT).failure(QmpTimeoutException.class);
        assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(late)
                .hasMessage("'other' was not sent on " + client.peer()
                        + " within 40 ms: the agent is busy with an earlier command");
        talk.answer("1");
        one.value();
        talk.assertWorks();
    }

    @Test
    void aLateReplyIsNotTakenForThatOfTheNextCommand() {
        Caller<JsonNode> call = execute("slow", SHORT);
        talk.expect("slow");
        QmpTimeoutException late = call.failure(QmpTimeoutException.class);
        assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(late).hasMessage("no reply to 'slow' on " + client.peer() + " within 40 ms; it may still run");
        Caller<JsonNode> next = execute("next", LONG);
        String number = AgentConversation.numberIn(agent.line());
        agent.send("{\"return\": \"slow\"}\n" + AgentConversation.synced(number));
        talk.expect("next");
        talk.answer("\"next\"");
        assertThat(next.value().stringValue()).isEqualTo("next");
        talk.assertWorks();
    }

    @Test
    void aReplyBetweenTwoCommandsIsDropped() {
        Caller<JsonNode> call = execute("slow", SHORT);
        talk.expect("slow");
        call.failure(QmpTimeoutException.class);
        agent.send("{\"return\": \"slow\"}\n");
        Caller<JsonNode> next = execute("next", LONG);
        talk.answerSync();
        talk.expect("next");
        talk.answer("\"next\"");
        assertThat(next.value().stringValue()).isEqualTo("next");
    }

    @Test
    void aTruncatedReplyIsSkipped() {
        Caller<JsonNode> call = execute("slow", SHORT);
        talk.expect("slow");
        agent.send("{\"return\": {\"half\": \"");
        call.failure(QmpTimeoutException.class);
        Caller<JsonNode> next = execute("next", LONG);
        talk.answerSync();
        talk.expect("next");
        talk.answer("\"next\"");
        assertThat(next.value().stringValue()).isEqualTo("next");
    }

    @Test
    void ifTheAgentStaysBusyTheNextCommandTimesOutUnsent() {
        Caller<JsonNode> call = execute("slow", SHORT);
        talk.expect("slow");
        call.failure(QmpTimeoutException.class);
        QmpTimeoutException late = execute("next", SHORT).failure(QmpTimeoutException.class);
        assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(late).hasMessageContainingAll("'next' was not sent", "40 ms", client.peer());
    }

    @Test
    void anInterruptedCallMayHaveRunAndTheNextOneSynchronises() {
        Caller<JsonNode> call = execute("slow", LONG);
        talk.expect("slow");
        call.untilItWaits().interrupt();
        QmpCallInterruptedException interrupted = call.failure(QmpCallInterruptedException.class);
        assertThat(interrupted.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(interrupted).hasMessageContainingAll("'slow'", client.peer(), "it may still run");
        assertThat(call.wasInterruptedAtTheEnd()).isTrue();
        agent.send("{\"return\": \"slow\"}\n");
        Caller<JsonNode> next = execute("next", LONG);
        talk.answerSync();
        talk.expect("next");
        talk.answer("\"next\"");
        assertThat(next.value().stringValue()).isEqualTo("next");
    }

    @Test
    void aCallThatIsInterruptedInTheQueueIsNotSent() {
        Caller<JsonNode> one = execute("one", LONG);
        talk.expect("one");
        Caller<JsonNode> other = execute("other", LONG).untilItWaits();
        other.interrupt();
        assertThat(other.failure(QmpCallInterruptedException.class).outcome()).isEqualTo(Outcome.NOT_SENT);
        talk.answer("1");
        assertThat(one.value().intValue()).isEqualTo(1);
        Caller.interrupted(() -> client.execute(RawGuestAgentCommand.named("x")))
                .failure(QmpCallInterruptedException.class);
        talk.assertWorks();
    }

    @Test
    void aCallThatIsInterruptedDuringSynchronisationIsNotSent() {
        execute("slow", SHORT).failure(QmpTimeoutException.class);
        talk.expect("slow");
        Caller<JsonNode> next = execute("next", LONG);
        AgentConversation.numberIn(agent.line());
        next.untilItWaits().interrupt();
        QmpCallInterruptedException interrupted = next.failure(QmpCallInterruptedException.class);
        assertThat(interrupted.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(interrupted).hasMessageContainingAll("'next'", "it was not sent");
    }

    @Test
    void aCommandThatTheAgentCannotAnswerIsRejectedBeforeSending() {
        RawGuestAgentCommand invalid = RawGuestAgentCommand.named("x").with("a", "\ud800");
        assertThatThrownBy(() -> client.execute(invalid)).isInstanceOf(QmpInvalidCommandException.class);
        talk.assertWorks();
    }

    @Test
    void outOfBandCallsAreRejected() {
        RawGuestAgentCommand command = RawGuestAgentCommand.named("x");
        assertThatThrownBy(() -> client.execute(command, CallOptions.outOfBand()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("out of band");
        talk.assertWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "1000", "\"text\"", "[{\"a\": null}]", "true"})
    void aValueMayBeAnything(String value) {
        Caller<JsonNode> call = execute("x", LONG);
        talk.expect("x");
        talk.answer(value);
        assertThat(call.value().toString()).isEqualTo(value.replace(": ", ":"));
    }

    @Test
    void manyThreadsTakeTurns() {
        List<Caller<JsonNode>> calls = List.of(execute("a", LONG), execute("a", LONG), execute("a", LONG));
        for (int i = 0; i < 3; i++) {
            talk.expect("a");
            talk.answer("1");
        }
        assertThat(calls).allMatch(call -> call.value().intValue() == 1);
    }
}
