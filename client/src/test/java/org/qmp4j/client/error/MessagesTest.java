package org.qmp4j.client.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.ReadCommand;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** An error message in a log says by itself what failed, where, and what to do about it. */
// The futures of calls that must stay unanswered are of no use to the tests.
@SuppressWarnings("FutureReturnValueIgnored")
class MessagesTest {
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private static final ReadCommand<Integer> UNREADABLE = new ReadCommand<>("query-x", in -> {
        throw new IllegalStateException("not what was expected");
    });

    @Test
    void aRejectionNamesTheCommandTheErrorClassAndTheDescription() {
        QmpCommandException refused = new QmpCommandException(
                "device_add", "unix:/vm", "42", ErrorClass.of("DeviceNotFound"), "Device 'x' not found");
        assertThat(refused).hasMessage("device_add: DeviceNotFound: Device 'x' not found");
        assertThat(refused.command()).isEqualTo("device_add");
        assertThat(refused.endpoint()).isEqualTo("unix:/vm");
        assertThat(refused.id()).isEqualTo("42");
        assertThat(refused.errorClass().wireName()).isEqualTo("DeviceNotFound");
        assertThat(refused.description()).isEqualTo("Device 'x' not found");
        assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void anUnknownErrorClassIsKept() {
        QmpCommandException refused = new QmpCommandException("x", "unix:/vm", "", ErrorClass.of("NewInQemu99"), "no");
        assertThat(refused).hasMessage("x: NewInQemu99: no");
        assertThat(refused.errorClass()).isEqualTo(ErrorClass.of("NewInQemu99"));
    }

    @Test
    void anUnreadableReplySaysThatTheCommandRanAndWhere() {
        try (Conversation talk = Conversation.begin()) {
            Caller<Integer> call = Caller.of(() -> talk.client().execute(UNREADABLE));
            talk.peer().answer(talk.peer().idOfNext("query-x"), "{}");
            QmpDecodeException unreadable = call.failure(QmpDecodeException.class);
            assertThat(unreadable)
                    .hasMessage("'query-x' ran on " + talk.client().peer()
                            + ", but its answer could not be read: not what was expected")
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThat(unreadable.outcome()).isEqualTo(Outcome.DONE);
        }
    }

    @Test
    void aRejectedArgumentIsNamedWithTheReason() {
        try (Conversation talk = Conversation.begin()) {
            assertThatThrownBy(() -> talk.client().execute(RawCommand.named("x").with("list", "\ufffe")))
                    .isInstanceOfSatisfying(QmpInvalidCommandException.class, refused -> {
                        assertThat(refused.path()).isEqualTo("arguments.list");
                        assertThat(refused).hasMessageContaining("arguments.list");
                        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
                    });
        }
    }

    @Test
    void anOutOfBandCallWithoutNegotiationNamesTheCommandAndBothReasons() {
        ConnectOptions options = ConnectOptions.builder().outOfBand(false).build();
        try (Conversation talk = Conversation.begin(options)) {
            assertThatThrownBy(() -> talk.client().execute(RawCommand.named("query-yank"), CallOptions.outOfBand()))
                    .isInstanceOf(QmpInvalidCommandException.class)
                    .hasMessageContainingAll(
                            "'query-yank'", talk.client().peer(), "the monitor does not offer it", "connect options");
        }
    }

    @Test
    void aFullQueueNamesTheCommandTheEndpointAndTheLimit() {
        ConnectOptions options = ConnectOptions.builder().maxWaitingCalls(1).build();
        try (Conversation talk = Conversation.begin(options)) {
            for (int i = 0; i < 8; i++) {
                talk.client().submit(RawCommand.named("slow"), LONG);
            }
            assertThatThrownBy(() -> talk.client().execute(RawCommand.named("x")))
                    .isInstanceOfSatisfying(QmpBusyException.class, busy -> {
                        assertThat(busy)
                                .hasMessageContainingAll(
                                        "'x' was not sent", talk.client().peer(), "8 calls");
                        assertThat(busy.outcome()).isEqualTo(Outcome.NOT_SENT);
                    });
        }
    }

    @Test
    void aMissingSocketIsNamed() {
        Endpoint nowhere = Endpoint.unix(Path.of("/nonexistent/vm.qmp"));
        assertThatThrownBy(() -> QmpClient.connect(nowhere))
                .isInstanceOf(QmpNotListeningException.class)
                .hasMessageContaining("unix:/nonexistent/vm.qmp");
    }

    @Test
    void aFailureInABatchNamesItsCommand() {
        try (Conversation talk = Conversation.begin()) {
            Caller<JsonNode> call = Caller.of(() ->
                    talk.client().submit(RawCommand.named("block-commit"), LONG).get());
            String id = talk.peer().idOfNext("block-commit");
            talk.peer().close();
            ExecutionException failed = call.failure(ExecutionException.class);
            assertThat(failed.getCause())
                    .isInstanceOf(QmpDisconnectedException.class)
                    .hasMessageContainingAll(
                            "'block-commit' (id " + id + ")", talk.client().peer(), "may have run");
        }
    }

    @Test
    void theExceptionTreeMatchesItsDocumentation() throws IOException {
        Path folder = Path.of("src/main/java/org/qmp4j/client/error");
        Map<String, String> drawn = superclasses(Files.readAllLines(folder.resolve("package-info.java")));
        Map<String, String> found = new HashMap<>();
        for (String name : drawn.keySet()) {
            found.put(name, superclass(name));
        }
        assertThat(drawn).isEqualTo(found);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".java", ""))
                            .filter(name -> name.startsWith("Qmp")))
                    .containsExactlyInAnyOrderElementsOf(drawn.keySet());
        }
    }

    private static String superclass(String name) {
        try {
            return Class.forName("org.qmp4j.client.error." + name)
                    .getSuperclass()
                    .getSimpleName();
        } catch (ClassNotFoundException missing) {
            return "missing";
        }
    }

    private static final Pattern DRAWN = Pattern.compile(" \\* ([ |]*)(\\+- )?(Qmp\\w+Exception) .*|.*(QmpException)$");

    /** The hierarchy of the exceptions as a tree: each level is indented by four spaces. */
    private static Map<String, String> superclasses(List<String> page) {
        Map<String, String> drawn = new HashMap<>(Map.of("QmpException", "RuntimeException"));
        List<String> above = new ArrayList<>(List.of("QmpException"));
        for (String line : page) {
            Matcher matcher = DRAWN.matcher(line);
            if (matcher.matches() && matcher.group(2) != null) {
                int level = matcher.group(1).length() / 4 + 1;
                drawn.put(matcher.group(3), above.get(level - 1));
                above.subList(level, above.size()).clear();
                above.add(matcher.group(3));
            }
        }
        return drawn;
    }

    @Test
    void someExceptionsAlwaysHaveTheSameOutcome() {
        assertThat(new QmpInvalidCommandException("m", "x", "", null).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(new QmpBusyException("m", "x", "e", null).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(new QmpDecodeException("m", "x", "e", null).outcome()).isEqualTo(Outcome.DONE);
    }
}
