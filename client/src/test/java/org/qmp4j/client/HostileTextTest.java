package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventDecodeException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.WireLog;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A peer whose text could control a terminal, or forge or reorder log lines: no message or log line contains it raw. */
class HostileTextTest {
    /** As JSON: clear screen, a log line, a C1 control, a line separator, a bidirectional override, a lone surrogate. */
    private static final String JSON = "\\u001b[2J\\r\\nFORGED\\u009b31m\\u2028FORGED\\u202e\\u2066\\ud83d\\u0007";

    /** The same text as error messages contain it. */
    private static final String ESCAPED = "\\u001B[2J\\r\\nFORGED\\u009B31m\\u2028FORGED\\u202E\\u2066\\uD83D\\u0007";

    /** Bytes that are neither QMP nor JSON. */
    private static final String RAW = "\u001bc\nFORGED\u00c2\u009b31m\u0007";

    private static final String HARMFUL = "\u001b\r\u0085\u009b\u2028\u2029\u202e\u2066\u007f\u0007\ud83d";

    private static void assertHarmless(String printed) {
        assertThat(printed.chars().filter(c -> HARMFUL.indexOf(c) >= 0)).isEmpty();
        assertThat(printed.lines()).noneMatch(line -> line.startsWith("FORGED"));
    }

    private static <E extends QmpException> E harmless(E failure) {
        StringWriter log = new StringWriter();
        failure.printStackTrace(new PrintWriter(log, true));
        assertHarmless(log.toString());
        assertThat(failure.getMessage()).doesNotContain("\n");
        return failure;
    }

    @Test
    void theClassAndTheDescriptionOfAnErrorAreEscapedOnlyInTheMessage() {
        try (Conversation talk = Conversation.begin()) {
            Caller<?> call = Caller.of(() -> talk.client().execute(RawCommand.named("stop")));
            String id = talk.peer().idOfNext("stop");
            talk.peer()
                    .sendLine("{\"id\": " + id + ", \"error\": {\"class\": \"" + JSON + "\", \"desc\": \"" + JSON
                            + "\"}}");
            QmpCommandException rejected = harmless(call.failure(QmpCommandException.class));
            assertThat(rejected).hasMessage("stop: " + ESCAPED + ": " + ESCAPED);
            assertThat(rejected.description()).startsWith("\u001b[2J\r\nFORGED\u009b31m\u2028FORGED\u202e\u2066");
            assertThat(rejected.errorClass().wireName()).startsWith("\u001b[2J\r\n");
        }
    }

    @Test
    void aLongDescriptionIsTruncatedOnlyInTheMessage() {
        try (Conversation talk = Conversation.begin()) {
            Caller<?> call = Caller.of(() -> talk.client().execute(RawCommand.named("stop")));
            String id = talk.peer().idOfNext("stop");
            talk.peer()
                    .sendLine("{\"id\": " + id + ", \"error\": {\"class\": \"GenericError\", \"desc\": \""
                            + "x".repeat(8000) + "\"}}");
            QmpCommandException rejected = call.failure(QmpCommandException.class);
            assertThat(rejected).hasMessage("stop: GenericError: " + "x".repeat(4096) + "... (cut, 8000 characters)");
            assertThat(rejected.description()).isEqualTo("x".repeat(8000));
        }
    }

    @Test
    void theErrorOfAGuestAgentIsEscaped() {
        try (AgentConversation talk = AgentConversation.begin()) {
            Caller<?> call = Caller.of(() -> talk.client().execute(RawGuestAgentCommand.named("guest-info")));
            talk.expect("guest-info");
            talk.agent().sendLine("{\"error\": {\"class\": \"GenericError\", \"desc\": \"" + JSON + "\"}}");
            assertThat(harmless(call.failure(QmpCommandException.class)))
                    .hasMessage("guest-info: GenericError: " + ESCAPED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RAW,
                "{\"" + RAW + "\": 1}",
                "{\"a\": " + RAW + "}",
                "{\"event\": 1, \"" + RAW + "\": 1}",
                "{" + RAW + "}"
            })
    void whatIsNoMessageIsEscapedInTheProtocolError(String bytes) {
        try (Conversation talk = Conversation.begin()) {
            Caller<?> call = Caller.of(() -> talk.client().execute(RawCommand.named("stop")));
            talk.peer().idOfNext("stop");
            talk.peer().sendUntilClosed(bytes + "\r\n{]\r\n");
            harmless(call.failure(QmpProtocolException.class));
        }
    }

    @Test
    void anUnexpectedGreetingIsEscaped() {
        ConnectOptions patient =
                ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();
        // Until then the client repeats its request to the agent.
        ConnectOptions impatient =
                ConnectOptions.builder().connectTimeout(Duration.ofSeconds(3)).build();
        try (Peer peer = Peer.listening()) {
            Caller<?> monitor = Caller.of(() -> QmpClient.connect(peer.endpoint(), patient));
            peer.accept().sendUntilClosed(RAW);
            harmless(monitor.failure(QmpHandshakeException.class));
            Caller<?> agent = Caller.of(() -> GuestAgentClient.connect(peer.endpoint(), impatient));
            peer.accept().sendUntilClosed(RAW);
            assertThat(harmless(agent.failure(QmpHandshakeException.class))).hasMessageContaining("FORGED");
        }
    }

    @Test
    void theErrorOfAFailedNegotiationIsEscaped() {
        try (Peer peer = Peer.listening()) {
            Caller<?> connecting = Caller.of(() -> QmpClient.connect(peer.endpoint()));
            PeerConnection connection = peer.accept();
            connection.send(Conversation.GREETING);
            String id = connection.idOfNext("qmp_capabilities");
            connection.sendLine("{\"id\": " + id + ", \"error\": {\"class\": \"x\", \"desc\": \"" + JSON + "\"}}");
            assertThat(harmless(connecting.failure(QmpHandshakeException.class)))
                    .hasMessageEndingWith("x: " + ESCAPED);
        }
    }

    @Test
    void theReasonOfAShutdownIsEscaped() {
        try (Conversation talk = Conversation.begin()) {
            Caller<?> call = Caller.of(() -> talk.client().execute(RawCommand.named("quit")));
            talk.peer().idOfNext("quit");
            talk.peer().sendLine("{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"" + JSON + "\"}}");
            talk.peer().close();
            assertThat(harmless(call.failure(QmpDisconnectedException.class)))
                    .hasMessageContaining("SHUTDOWN (" + ESCAPED + ")");
        }
    }

    @Test
    void malformedDataOfAnEventIsADecodeException() {
        try (Conversation talk = Conversation.begin();
                EventSubscription<RawEvent> events = talk.client().events();
                EventSubscription<String> decoded = talk.client()
                        .events(EventType.of("X", event -> event.data().toString()))) {
            talk.peer().sendLine("{\"event\": \"X\", \"data\": {\"a\": tru\u001b}}");
            RawEvent event = events.next(Await.PATIENCE);
            assertThat(event.name()).isEqualTo("X");
            QmpEventDecodeException malformed =
                    harmless(catchThrowableOfType(QmpEventDecodeException.class, event::data));
            assertThat(malformed).hasMessageStartingWith("an event X came, but could not be read: ");
            assertThat(harmless(
                            catchThrowableOfType(QmpEventDecodeException.class, () -> decoded.next(Await.PATIENCE))))
                    .hasMessage(malformed.getMessage());
            talk.assertWorks();
        }
    }

    @Test
    void theNameOfAnEventThatCannotBeReadIsEscaped() {
        try (Conversation talk = Conversation.begin();
                EventSubscription<RawEvent> events = talk.client().events()) {
            talk.peer().sendLine("{\"event\": \"" + JSON + "\", \"data\": {\"a\": tru}}");
            RawEvent event = events.next(Await.PATIENCE);
            assertThat(harmless(catchThrowableOfType(QmpEventDecodeException.class, event::data)))
                    .hasMessageStartingWith("an event " + ESCAPED + " came");
        }
    }

    /** A command whose decoder quotes its input in an error message. */
    private record Quoting(String name) implements QmpCommand<String> {
        @Override
        public boolean hasArguments() {
            return false;
        }

        @Override
        public void writeArguments(JsonGenerator out) {}

        @Override
        public String readReturn(JsonParser in) {
            in.nextToken();
            throw new IllegalStateException(
                    "not expected: " + in.getString(), new IllegalStateException(in.getString()));
        }
    }

    @Test
    void anExceptionOfADecoderAndItsCausesAreEscapedAndTruncated() {
        try (Conversation talk = Conversation.begin()) {
            Caller<?> call = Caller.of(() -> talk.client().execute(new Quoting("x")));
            talk.peer().answer(talk.peer().idOfNext("x"), "\"" + JSON + "y".repeat(9000) + "\"");
            QmpDecodeException unreadable = harmless(call.failure(QmpDecodeException.class));
            assertThat(unreadable).hasMessageContaining("not expected: " + ESCAPED);
            for (Throwable next = unreadable; next != null; next = next.getCause()) {
                assertThat(next.getMessage()).hasSizeLessThan(4096 + 200);
            }
            Throwable cause = Objects.requireNonNull(unreadable.getCause());
            assertThat(cause).hasToString("java.lang.IllegalStateException: " + cause.getMessage());
        }
    }

    @Test
    void theStandardErrorOfAChildIsEscapedAndItsLinesAreIndented() {
        Endpoint child = Endpoint.process(
                List.of("bash", "-c", "printf 'one\\033[2J\\r\\nFORGED \\xc2\\x9b \\xe2\\x80\\xae\\n' >&2; exit 3"));
        QmpHandshakeException failed =
                catchThrowableOfType(QmpHandshakeException.class, () -> QmpClient.connect(child));
        assertThat(failed)
                .hasMessageEndingWith("ended with code 3:\n    | one\\u001B[2J\n    | FORGED \\u009B \\u202E");
        StringWriter log = new StringWriter();
        failed.printStackTrace(new PrintWriter(log, true));
        assertHarmless(log.toString());
    }

    @Test
    void theNameOfAnEndpointIsEscaped() {
        Endpoint endpoint = Endpoint.unix("/nowhere/\u001b[2J\nFORGED\u202e");
        assertThat(harmless(catchThrowableOfType(QmpConnectException.class, () -> QmpClient.connect(endpoint))))
                .hasMessageContaining("/nowhere/\\u001B[2J\\nFORGED\\u202E");
    }

    @Test
    void theWireLogIsEscaped() {
        List<String> lines = new CopyOnWriteArrayList<>();
        ConnectOptions options = ConnectOptions.builder()
                .connectTimeout(Await.PATIENCE)
                .observer(WireLog.to(lines::add))
                .build();
        try (Conversation talk = Conversation.begin(
                Conversation.GREETING.replace("Debian 1:7.2", JSON.replace("\\ud83d", "")), options)) {
            talk.peer().sendLine("{\"event\": \"" + JSON + "\", \"data\": {\"" + JSON + "\": 1}}");
            talk.peer().sendLine("{\"event\": \"X\", \"data\": {\"a\": " + RAW + "}}");
            talk.peer().sendUntilClosed(RAW);
            Await.until("the end is logged", () -> lines.stream().anyMatch(line -> line.contains("does not speak")));
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(4);
        lines.forEach(line -> {
            assertHarmless(line);
            assertThat(line).doesNotContain("\n");
        });
    }
}
