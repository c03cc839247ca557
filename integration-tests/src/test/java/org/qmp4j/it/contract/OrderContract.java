package org.qmp4j.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.qmp4j.it.support.QemuUnderTest.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.it.support.QemuUnderTest.State;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The order of events and replies, at the end of QEMU and at the start of its machine, too. */
@ExtendWith(NoLeaks.class)
abstract class OrderContract {
    private final QemuUnderTest.Kind kind;

    OrderContract(QemuUnderTest.Kind kind) {
        this.kind = kind;
    }

    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");

    @Test
    @DisplayName(
            "fact 19: the event of a command stands before its answer on the wire, and is queued when that arrives")
    void fact19_eventsOfACommandComeBeforeItsReply() throws Exception {
        try (QemuUnderTest qemu = kind.start(State.STOPPED)) {
            try (RawSocket raw = RawSocket.negotiated(qemu.path("qmp"))) {
                raw.send("{\"execute\":\"cont\",\"id\":1}\n");
                assertThat(raw.messagesUntilAnswer("1").stream()
                                .map(message -> message.path("event").asString("answer")))
                        .containsExactly("RESUME", "answer");
            }
            try (QmpClient client = QmpClient.connect(qemu.endpoint());
                    EventSubscription<RawEvent> events = client.events()) {
                client.execute(RawCommand.named("stop"));
                assertThat(events.poll().map(RawEvent::name)).contains("STOP");
                client.execute(RawCommand.named("cont"));
                assertThat(events.poll().map(RawEvent::name)).contains("RESUME");
            }
        }
    }

    @Test
    @DisplayName("fact 19: a job that was over before its command was answered is seen whole by who subscribed before")
    void fact19_aVeryShortJobSendsAllItsEvents() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            for (String node : List.of("source", "target")) {
                client.execute(RawCommand.named("blockdev-add")
                        .with("driver", "null-co")
                        .with("node-name", node)
                        .with("size", 65536));
            }
            try (EventSubscription<RawEvent> jobs = client.events("JOB_STATUS_CHANGE")) {
                client.execute(RawCommand.named("blockdev-backup")
                        .with("job-id", "copy")
                        .with("device", "source")
                        .with("target", "target")
                        .with("sync", "full"));
                List<String> states = new ArrayList<>();
                jobs.await(
                        event -> {
                            states.add(event.data().path("status").stringValue());
                            return states.contains("null");
                        },
                        Await.PATIENCE);
                assertThat(states).startsWith("created", "running").endsWith("concluded", "null");
            }
        }
    }

    private static CloseReason closeOf(QmpClient client) throws Exception {
        return client.whenClosed().get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("fact 20: quit brings SHUTDOWN, the answer, and the end of the connection")
    void fact20_theReplyToQuitComesBeforeTheEnd() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> events = client.events()) {
            assertThat(client.execute(RawCommand.named("quit"))).isEqualTo(JsonNodeFactory.instance.objectNode());
            assertThat(events.poll().map(RawEvent::name)).contains("SHUTDOWN");
            CloseReason reason = closeOf(client);
            assertThat(reason.shutdownReason()).contains("host-qmp-quit");
            assertThat(reason.byThisProgram()).isFalse();
            assertThatExceptionOfType(QmpDisconnectedException.class)
                    .isThrownBy(() -> client.execute(QUERY_STATUS))
                    .satisfies(late -> assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT));
        }
    }

    @Test
    @DisplayName("fact 24: what the human monitor cannot do is a successful answer with text, its lines ended by CRLF")
    void fact24_errorsOfTheHumanMonitorAreReturnedAsText() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            JsonNode text =
                    client.execute(RawCommand.named("human-monitor-command").with("command-line", "no-such-command"));
            assertThat(text.stringValue())
                    .startsWith("unknown command: 'no-such-command'")
                    .endsWith("\r\n");
        }
    }

    @Test
    @DisplayName(
            "fact 25: before the machine is built a forbidden command is refused with GenericError; then all is well")
    void fact25_beforeTheMachineExistsOnlyAFewCommandsRun() throws Exception {
        try (QemuUnderTest qemu = kind.start(State.PRECONFIG);
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> events = client.events("RESUME")) {
            assertThat(StreamSupport.stream(
                                    client.execute(RawCommand.named("query-commands"))
                                            .spliterator(),
                                    false)
                            .map(command -> command.path("name").stringValue()))
                    .contains("query-balloon");
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(RawCommand.named("query-balloon")))
                    .satisfies(refused -> assertThat(refused.errorClass()).isEqualTo(ErrorClass.GENERIC_ERROR));
            client.execute(RawCommand.named("x-exit-preconfig"));
            assertThat(events.poll().map(RawEvent::name)).contains("RESUME");
            client.execute(RawCommand.named("query-block"));
            assertThat(client.execute(QUERY_STATUS).path("running").booleanValue())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("fact 16: what QEMU keeps for a client that reads late all arrives")
    void fact16_aLateReaderGetsAllEvents() throws Exception {
        try (QemuUnderTest qemu = kind.start(monitor("late"));
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            try (RawSocket late = RawSocket.negotiated(qemu.path("late"))) {
                int rounds = 1000;
                client.executeAll(
                        IntStream.range(0, 2 * rounds)
                                .mapToObj(i -> RawCommand.named(i % 2 == 0 ? "stop" : "cont"))
                                .toList(),
                        CallOptions.timeout(Duration.ofMinutes(1)));
                late.send("{\"execute\":\"query-name\",\"id\":1}\n");
                List<JsonNode> messages = late.messagesUntilAnswer("1");
                assertThat(messages).hasSize(2 * rounds + 1);
            }
        }
    }
}
