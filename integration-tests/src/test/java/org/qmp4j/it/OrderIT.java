package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.CloseReason;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Fifo;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What comes before what: events and answers, the end of QEMU, and the beginning of its machine. */
@ExtendWith(NoLeaks.class)
class OrderIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");

    @Test
    @DisplayName(
            "fact 19: the event of a command stands before its answer on the wire, and is queued when that arrives")
    void fact19_eventsOfACommandComeBeforeItsAnswer() throws Exception {
        try (RealQemu qemu = RealQemu.start("-S")) {
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
    void fact19_aJobThatIsOverAtOnceIsSeenWhole() throws Exception {
        try (RealQemu qemu = RealQemu.start();
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

    @Test
    @DisplayName("fact 20: quit brings SHUTDOWN, the answer, and the end of the connection")
    void fact20_quitIsAnsweredBeforeTheEnd() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> events = client.events()) {
            assertThat(client.execute(RawCommand.named("quit"))).isEqualTo(JsonNodeFactory.instance.objectNode());
            assertThat(events.poll().map(RawEvent::name)).contains("SHUTDOWN");
            CloseReason reason = closeOf(client);
            assertThat(reason.shutdownReason()).contains("host-qmp-quit");
            assertThat(reason.byThisProgram()).isFalse();
            assertThat(qemu.process().waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThatExceptionOfType(QmpDisconnectedException.class)
                    .isThrownBy(() -> client.execute(QUERY_STATUS))
                    .satisfies(late -> assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT));
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, host-signal", "KILL, "})
    @DisplayName("fact 20: SIGTERM brings SHUTDOWN and the end, a crash the end alone; a call that waits learns of it")
    void fact20_aSignalEndsTheCallThatWaits(String signal, String shutdownReason) throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Fifo fifo = Fifo.in(qemu, "fifo");
            CompletableFuture<JsonNode> waiting = client.submit(fifo.slowCommand());
            fifo.awaitRunning();
            qemu.signal(signal);
            if (signal.equals("TERM")) {
                // The main loop has to be free to take notice.
                fifo.release();
                Await.until("the call has ended", waiting::isDone);
            } else {
                assertThat(waiting)
                        .failsWithin(Await.PATIENCE)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOfSatisfying(
                                QmpDisconnectedException.class,
                                lost -> assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN));
            }
            CloseReason reason = closeOf(client);
            assertThat(reason.shutdownReason().orElse(null)).isEqualTo(shutdownReason);
            if (signal.equals("KILL")) {
                fifo.release();
            }
        }
    }

    @Test
    @DisplayName("fact 20: qemu-storage-daemon answers quit and ends, without an event")
    void fact20_theStorageDaemonEndsWithoutAnEvent() throws Exception {
        try (RealQemu daemon = RealQemu.startStorageDaemon();
                QmpClient client = QmpClient.connect(daemon.endpoint());
                EventSubscription<RawEvent> events = client.events()) {
            client.execute(
                    RawCommand.named("blockdev-add").with("driver", "null-co").with("node-name", "disk"));
            assertThat(client.execute(RawCommand.named("query-named-block-nodes"))
                            .get(0)
                            .path("node-name")
                            .stringValue())
                    .isEqualTo("disk");
            client.execute(RawCommand.named("quit"));
            CloseReason reason = closeOf(client);
            assertThat(reason.shutdownReason()).isEmpty();
            assertThat(events.poll()).isEmpty();
        }
    }

    private static CloseReason closeOf(QmpClient client) throws Exception {
        return client.whenClosed().get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("fact 23: of many events of a throttled kind few arrive, and the last value is among them")
    void fact23_throttledEventsAreNotToBeCounted() throws Exception {
        // The clock is set from outside, as a guest would, through QEMU's interface for tests of devices.
        try (RealQemu qemu = RealQemu.start(
                        "-machine",
                        "pc",
                        "-accel",
                        "tcg",
                        "-S",
                        "-rtc",
                        "base=2020-01-01T00:00:00,clock=vm",
                        "-qtest",
                        "unix:{}/qtest,server=on,wait=off",
                        "-qtest-log",
                        "none");
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> changes = client.events("RTC_CHANGE")) {
            qemu.awaitSocket("qtest");
            int settings = 40;
            try (RawSocket device = RawSocket.connect(qemu.path("qtest"))) {
                for (int second = 1; second <= settings; second++) {
                    setClock(device, 0, second % 10);
                }
                setClock(device, 4, 12);
            }
            List<Long> offsets = new ArrayList<>();
            changes.await(
                    event -> {
                        offsets.add(event.data().path("offset").asLong());
                        return offsets.get(offsets.size() - 1)
                                > Duration.ofHours(11).toSeconds();
                    },
                    Await.PATIENCE);
            assertThat(offsets).hasSizeLessThan(settings);
        }
    }

    /** Writes a register of the clock, in BCD. */
    private static void setClock(RawSocket device, int register, int value) throws Exception {
        device.send("outb 0x70 " + register + "\noutb 0x71 0x" + value + "\n");
        assertThat(device.line()).asString().isEqualTo("OK\n");
        assertThat(device.line()).asString().isEqualTo("OK\n");
    }

    @Test
    @DisplayName("fact 24: what the human monitor cannot do is a successful answer with text, its lines ended by CRLF")
    void fact24_errorsOfTheHumanMonitorAreText() throws Exception {
        try (RealQemu qemu = RealQemu.start();
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
    void fact25_beforeTheMachineIsBuiltFewCommandsRun() throws Exception {
        try (RealQemu qemu = RealQemu.start("-preconfig");
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
    @DisplayName("fact 2: a monitor that shares its character device sends an event before the greeting")
    void fact02_whatComesBeforeTheGreetingIsNotLost() throws Exception {
        try (RealQemu qemu = RealQemu.startUnheard(
                "-chardev", "socket,id=c,path={}/qmp,server=on,wait=off,mux=on", "-mon", "chardev=c,mode=control")) {
            qemu.awaitSocket("qmp");
            ConnectOptions early = ConnectOptions.builder().subscribe().build();
            try (QmpClient client = QmpClient.connect(qemu.endpoint(), early)) {
                client.execute(RawCommand.named("stop"));
                assertThat(client.earlyEvents().drain().stream().map(RawEvent::name))
                        .contains("STOP");
            }
        }
    }

    @Test
    @DisplayName("fact 16: what QEMU keeps for a client that reads late all arrives")
    void fact16_eventsForALateReaderAllArrive() throws Exception {
        try (RealQemu qemu = RealQemu.start("-qmp", "unix:{}/late,server=on,wait=off");
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            qemu.awaitSocket("late");
            try (RawSocket late = RawSocket.negotiated(qemu.path("late"))) {
                int rounds = 1000;
                client.executeAll(
                        IntStream.range(0, 2 * rounds)
                                .mapToObj(i -> RawCommand.named(i % 2 == 0 ? "stop" : "cont"))
                                .toList(),
                        CallOptions.deadline(Duration.ofMinutes(1)));
                late.send("{\"execute\":\"query-name\",\"id\":1}\n");
                List<JsonNode> heard = late.messagesUntilAnswer("1");
                assertThat(heard).hasSize(2 * rounds + 1);
            }
        }
    }
}
