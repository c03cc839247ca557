package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.ReadCommand;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawGuestAgentCommand;

/** The maximum length of an agent's reply depends on the command. */
class GuestAgentMessageLimitTest {
    private static final String OF_2_MIB = "\"" + "x".repeat(2 << 20) + "\"";

    private static Caller<Integer> call(AgentConversation talk, String command) {
        return talk.call(
                RawGuestAgentCommand.named(command),
                value -> value.stringValue().length());
    }

    private static void answerUntilClosed(AgentConversation talk, int length) {
        talk.agent().sendUntilClosed("{\"return\": \"" + "x".repeat(length) + "\"}\n");
    }

    private static ConnectOptions limit(int bytes) {
        return ConnectOptions.builder()
                .connectTimeout(Await.PATIENCE)
                .maxMessageBytes(bytes)
                .build();
    }

    @Test
    void aReplyOfOneMebibyteIsRead() {
        try (AgentConversation talk = AgentConversation.begin()) {
            Caller<Integer> call = call(talk, "guest-info");
            String value = "\"" + "x".repeat((1 << 20) - 13) + "\"";
            String answer = "{\"return\":" + value + "}";
            assertThat(answer).hasSize(1 << 20);
            talk.agent().send(answer + "\n");
            assertThat(call.value()).isEqualTo((1 << 20) - 13);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"guest-info", "guest-ping", "guest-file-write", "brand-new-command"})
    void aLongerAnswerEndsTheConnectionWithTheLimit(String command) {
        try (AgentConversation talk = AgentConversation.begin()) {
            Caller<Integer> call = call(talk, command);
            answerUntilClosed(talk, 2 << 20);
            QmpProtocolException failed = call.failure(QmpProtocolException.class);
            assertThat(failed).hasMessageContaining("1048576 bytes").hasMessageContaining("maxMessageBytes");
            assertThat(failed.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(talk.client().isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "guest-file-read",
                "guest-exec-status",
                "guest-get-memory-blocks",
                "guest-get-fsinfo",
                "guest-network-get-interfaces",
                "guest-ssh-get-authorized-keys"
            })
    void aLongerAnswerIsReadWhereThatIsTheCommandsNature(String command) {
        try (AgentConversation talk = AgentConversation.begin()) {
            Caller<Integer> call = call(talk, command);
            talk.answer(OF_2_MIB);
            assertThat(call.value()).isEqualTo(2 << 20);
            talk.assertWorks();
        }
    }

    @Test
    void theLimitAppliesToATypedCommandToo() {
        try (AgentConversation talk = AgentConversation.begin()) {
            ReadCommand<Integer> length = new ReadCommand<>("guest-file-read", in -> {
                in.nextToken();
                return in.getString().length();
            });
            Caller<Integer> call = talk.call(length);
            talk.answer(OF_2_MIB);
            assertThat(call.value()).isEqualTo(2 << 20);
        }
    }

    @Test
    void afterTheReplyTheUsualLimitApplies() {
        try (AgentConversation talk = AgentConversation.begin()) {
            Caller<Integer> call = call(talk, "guest-file-read");
            talk.answer("\"\"");
            assertThat(call.value()).isZero();
            answerUntilClosed(talk, 2 << 20);
            Await.until("the connection is closed", () -> !talk.client().isOpen());
        }
    }

    @Test
    void aLateLargeReplyDoesNotEndTheConnection() {
        try (AgentConversation talk = AgentConversation.begin()) {
            Caller<Object> call = Caller.of(() -> talk.client()
                    .execute(
                            RawGuestAgentCommand.named("guest-file-read"),
                            CallOptions.timeout(Duration.ofMillis(200))));
            talk.expect("guest-file-read");
            talk.agent().send("{\"return\": \"" + "x".repeat(1 << 20));
            call.failure(QmpTimeoutException.class);
            talk.agent().send("x".repeat(1 << 20) + "\"}\n");
            Caller<Integer> next = Caller.of(() -> talk.client()
                    .execute(RawGuestAgentCommand.named("guest-info"))
                    .stringValue()
                    .length());
            talk.answerSync();
            talk.expect("guest-info");
            talk.answer("\"ok\"");
            assertThat(next.value()).isEqualTo(2);
            // After the synchronisation the usual limit applies again.
            answerUntilClosed(talk, 2 << 20);
            Await.until("the connection is closed", () -> !talk.client().isOpen());
        }
    }

    @Test
    void aSmallerConfiguredLimitAppliesToEveryCommand() {
        try (AgentConversation talk = AgentConversation.begin(limit(2000))) {
            Caller<Integer> call = call(talk, "guest-file-read");
            answerUntilClosed(talk, 3000);
            assertThat(call.failure(QmpProtocolException.class)).hasMessageContaining("2000 bytes");
        }
    }

    @Test
    void aLargerConfiguredLimitAppliesToEveryCommand() {
        try (AgentConversation talk = AgentConversation.begin(limit(4 << 20))) {
            Caller<Integer> call = call(talk, "guest-info");
            talk.answer(OF_2_MIB);
            assertThat(call.value()).isEqualTo(2 << 20);
        }
    }
}
