package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;

class CorrelationTest {
    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    /** Accepts only a number. */
    private record CountCommand(String name) implements QmpCommand<Integer> {
        @Override
        public boolean hasArguments() {
            return false;
        }

        @Override
        public void writeArguments(JsonGenerator out) {
            throw new AssertionError("asked for arguments that are not there");
        }

        @Override
        public Integer readReturn(JsonParser in) {
            if (in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new StreamReadException(in, "expected a number");
            }
            return in.getIntValue();
        }
    }

    private Caller<JsonNode> execute(String name) {
        return Caller.of(() -> client.execute(RawCommand.named(name)));
    }

    @Test
    void eachCommandIsOneLineWithAShortId() {
        execute("query-status");
        assertThat(peer.line()).isEqualTo("{\"execute\":\"query-status\",\"id\":1}");
        Caller.of(() -> client.execute(RawCommand.named("cont").with("a", 1)));
        assertThat(peer.line()).isEqualTo("{\"execute\":\"cont\",\"arguments\":{\"a\":1},\"id\":2}");
    }

    @Test
    void repliesInAnyOrderReachTheirCalls() {
        Caller<JsonNode> one = execute("one");
        String firstId = peer.idOfNext("one");
        Caller<JsonNode> other = execute("other");
        peer.answer(peer.idOfNext("other"), "\"to the other\"");
        assertThat(other.value().stringValue()).isEqualTo("to the other");
        peer.answer(firstId, "\"to the one\"");
        assertThat(one.value().stringValue()).isEqualTo("to the one");
    }

    @Test
    void aRepeatedReplyIsDroppedEvenThoughItsIdIsReusedLater() {
        List<String> used = new ArrayList<>();
        for (int i = 0; i < 2_200; i++) {
            Caller<JsonNode> call = execute("count");
            String id = peer.idOfNext("count");
            // The next to be answered was sent 1 to 500 commands ago.
            if (i >= 500) {
                peer.answer(used.get(i - 1 - i % 500), "\"again\"");
            }
            peer.answer(id, String.valueOf(i));
            assertThat(call.value().intValue()).isEqualTo(i);
            used.add(id);
        }
        assertThat(client.statistics().foreignReplies()).isEqualTo(1_700);
        assertThat(Set.copyOf(used)).hasSize(999);
    }

    @Test
    void theIdOfACommandThatTimedOutIsNotReused() {
        Caller<JsonNode> slow =
                Caller.of(() -> client.execute(RawCommand.named("slow"), CallOptions.timeout(Duration.ofMillis(40))));
        String id = peer.idOfNext("slow");
        slow.failure(QmpTimeoutException.class);
        peer.answer(id, "\"late\"");
        for (int i = 0; i < 1_100; i++) {
            Caller<JsonNode> call = execute("count");
            String next = peer.idOfNext("count");
            assertThat(next).isNotEqualTo(id);
            peer.answer(next, "1");
            call.value();
        }
    }

    @Test
    void theReplyToATypedCommandHasItsType() {
        Caller<Integer> call = Caller.of(() -> client.execute(new CountCommand("count")));
        peer.answer(peer.idOfNext("count"), "42");
        assertThat(call.value()).isEqualTo(42);
    }

    @Test
    void anErrorReplyIsAnExceptionWithTheTextOfQemu() {
        Caller<JsonNode> call = execute("nonsense");
        String id = peer.idOfNext("nonsense");
        peer.sendLine("{\"id\": " + id + ", \"error\": {\"class\": \"CommandNotFound\", "
                + "\"desc\": \"The command nonsense has not been found\"}}");
        QmpCommandException failure = call.failure(QmpCommandException.class);
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.COMMAND_NOT_FOUND);
        assertThat(failure.description()).isEqualTo("The command nonsense has not been found");
        assertThat(failure.command()).isEqualTo("nonsense");
        assertThat(failure.id()).isEqualTo(id);
        assertThat(failure.outcome()).isEqualTo(Outcome.REJECTED);
        talk.assertWorks();
    }

    @Test
    void theStackTraceOfAFailureLeadsToTheCaller() {
        Caller<JsonNode> call = execute("x");
        String id = peer.idOfNext("x");
        peer.sendLine("{\"id\": " + id + ", \"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}");
        assertThat(call.failure(QmpCommandException.class).getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(CorrelationTest.class.getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "01", "1.0", "999", "\"\"", "null", "{\"id\": 1}", "[1]", "-1"})
    void anAnswerWithAForeignIdIsDroppedAndCounted(String foreign) {
        Caller<JsonNode> call = execute("x");
        String id = peer.idOfNext("x");
        peer.answer(foreign, "\"foreign\"");
        peer.answer(id, "\"mine\"");
        assertThat(call.value().stringValue()).isEqualTo("mine");
        assertThat(client.statistics().foreignReplies()).isEqualTo(1);
    }

    @Test
    void aSecondReplyToTheSameCommandIsForeign() {
        Caller<JsonNode> call = execute("x");
        String id = peer.idOfNext("x");
        peer.answer(id, "\"first\"");
        peer.answer(id, "\"second\"");
        assertThat(call.value().stringValue()).isEqualTo("first");
        talk.assertWorks();
        assertThat(client.statistics().foreignReplies()).isEqualTo(1);
    }

    @Test
    void ifAReplyCannotBeDecodedTheCommandRan() {
        Caller<Integer> call = Caller.of(() -> client.execute(new CountCommand("count")));
        peer.answer(peer.idOfNext("count"), "\"many\"");
        QmpDecodeException failure = call.failure(QmpDecodeException.class);
        assertThat(failure.outcome()).isEqualTo(Outcome.DONE);
        assertThat(failure).hasMessageContainingAll("count", "expected a number");
        talk.assertWorks();
    }

    @Test
    void invalidJsonInAReplyAffectsItsCallOnly() {
        Caller<JsonNode> call = execute("x");
        peer.answer(peer.idOfNext("x"), "{\"a\" \"b\"}");
        assertThat(call.failure(QmpDecodeException.class).outcome()).isEqualTo(Outcome.DONE);
        talk.assertWorks();
    }

    @Test
    void aReplyCanArriveInManyPieces() {
        Caller<JsonNode> call = execute("x");
        String id = peer.idOfNext("x");
        for (char c : ("{\r\n  \"return\": {\"a\": \"}\\\"\"},\r\n  \"id\": " + id + "\r\n}").toCharArray()) {
            peer.send(String.valueOf(c));
        }
        assertThat(call.value().get("a").stringValue()).isEqualTo("}\"");
    }

    @Test
    void manyMessagesCanArriveInOnePiece() {
        Caller<JsonNode> one = execute("one");
        String firstId = peer.idOfNext("one");
        Caller<JsonNode> other = execute("other");
        String otherId = peer.idOfNext("other");
        peer.send("{\"event\": \"A\"}{\"return\": 1, \"id\": " + firstId
                + "}\n\n{\"event\": \"B\"}\r\n{\"return\": 2, \"id\": " + otherId + "}");
        assertThat(one.value().intValue()).isEqualTo(1);
        assertThat(other.value().intValue()).isEqualTo(2);
        assertThat(client.statistics().eventsReceived()).isEqualTo(2);
    }

    @Test
    void aMessageThatExceedsTheLimitEndsTheConnection() {
        try (Conversation small = Conversation.begin(
                ConnectOptions.builder().maxMessageBytes(2000).build())) {
            Caller<JsonNode> call = Caller.of(() -> small.client().execute(RawCommand.named("x")));
            small.peer().answer(small.peer().idOfNext("x"), "\"" + "v".repeat(3000) + "\"");
            QmpProtocolException failure = call.failure(QmpProtocolException.class);
            assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(failure).hasMessageContaining("2000 bytes");
            assertThat(small.client().isOpen()).isFalse();
        }
    }

    @Test
    void aRawMessageHasRunEvenIfItsReplyIsUnreadable() {
        JsonNode message = JsonText.of("{\"execute\": \"x\"}").tree();
        Caller<JsonNode> call = Caller.of(() -> client.send(message));
        // The format in which QEMU prints it.
        peer.answer(peer.idOfNext("x"), "{\"v\": inf}");
        QmpDecodeException failure = call.failure(QmpDecodeException.class);
        assertThat(failure.outcome()).isEqualTo(Outcome.DONE);
        assertThat(failure)
                .hasMessageContainingAll("'x' ran on " + client.peer(), "could not be read: Unrecognized token");
        talk.assertWorks();
    }

    @Test
    void nestingThatExceedsTheLimitEndsTheConnection() {
        Caller<JsonNode> call = execute("x");
        peer.answer(peer.idOfNext("x"), "[".repeat(1100) + "]".repeat(1100));
        assertThat(call.failure(QmpProtocolException.class)).hasMessageContaining("1024");
    }

    @Test
    void aCommandThatQemuCannotAnswerIsRejectedBeforeSending() {
        RawCommand invalid = RawCommand.named("x").with("key", "\ud800");
        assertThatThrownBy(() -> client.execute(invalid))
                .isInstanceOfSatisfying(QmpInvalidCommandException.class, refused -> {
                    assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(refused.path()).isEqualTo("arguments.key");
                });
        talk.assertWorks();
    }

    @Test
    void outOfBandIsRejectedWithoutNegotiation() {
        try (Conversation plain = Conversation.begin(Conversation.PLAIN_GREETING, ConnectOptions.DEFAULT)) {
            assertThatThrownBy(() -> plain.client().execute(RawCommand.named("query-yank"), CallOptions.outOfBand()))
                    .isInstanceOf(QmpInvalidCommandException.class)
                    .hasMessageContaining("out of band");
            plain.assertWorks();
        }
    }

    @Test
    void statisticsHaveAllCounts() {
        talk.assertWorks();
        peer.sendLine("{\"event\": \"A\"}");
        peer.answer("77", "{}");
        peer.errorWithoutId("nobody's");
        Await.until("the error is counted", () -> client.statistics().errorsWithoutId() == 1);
        assertThat(Counts.of(client)).containsExactly(2L, 1L, 0L, 1L, 1L, 1L, 0L);
    }

    @Test
    void theTextOfAClientHasEndpointVersionAndState() {
        assertThat(client.toString())
                .startsWith("QmpClient[unix:/")
                .contains("QEMU 7.2.22")
                .endsWith("]");
        client.close();
        assertThat(client.toString()).endsWith(", closed]");
        assertThat(CallOptions.timeout(Duration.ofSeconds(1)).timeout()).contains(Duration.ofSeconds(1));
    }
}
