package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;
import tools.jackson.databind.JsonNode;

/** Tests {@code qmp events}. Another monitor of the same QEMU causes the events, and receives them too. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class EventsIT {
    private RealQemu qemu;
    private RawSocket other;
    private String address;
    private final List<JsonNode> seenByOther = new ArrayList<>();

    @BeforeEach
    void startQemu() throws Exception {
        qemu = RealQemu.start("-S", "-qmp", "unix:{}/other,server=on,wait=off");
        qemu.awaitSocket("other");
        other = RawSocket.negotiated(qemu.path("other"));
        address = qemu.path("qmp").toString();
    }

    @AfterEach
    void endQemu() throws IOException {
        other.close();
        qemu.close();
    }

    /** Causes a RESUME and a STOP event. */
    private void toggle() throws IOException {
        other.send("{\"execute\":\"cont\",\"id\":1}\n");
        seenByOther.addAll(other.messagesUntilAnswer("1"));
        other.send("{\"execute\":\"stop\",\"id\":2}\n");
        seenByOther.addAll(other.messagesUntilAnswer("2"));
    }

    /** Causes events until the program prints them, because a test cannot see when the program has connected. */
    private void toggleUntilHeard(QmpProgram program) throws Exception {
        Await.until("an event is printed: " + program.errors(), () -> {
            toggle();
            return program.output().contains("\n") || !program.process().isAlive();
        });
    }

    private List<JsonNode> printed(String output) {
        return output.lines().map(Json::of).toList();
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream().map(event -> event.path("event").stringValue()).toList();
    }

    @Test
    void allEventsArePrintedUnchanged() throws Exception {
        try (QmpProgram program = QmpProgram.start("events", address, "--count", "6")) {
            toggleUntilHeard(program);
            toggle();
            toggle();
            Result result = program.await();

            assertThat(result.exitCode()).isZero();
            assertThat(result.errors()).isEmpty();
            List<JsonNode> events = printed(result.output());
            assertThat(events).hasSize(6);
            // Without a gap, from its connection on.
            List<JsonNode> all =
                    seenByOther.stream().filter(message -> message.has("event")).toList();
            int first = all.indexOf(events.get(0));
            assertThat(all.subList(first, first + 6)).isEqualTo(events);
        }
    }

    @Test
    void onlyTheNamedEventsArePrinted() throws Exception {
        try (QmpProgram program = QmpProgram.start("events", address, "STOP", "SHUTDOWN", "--count", "2")) {
            toggleUntilHeard(program);
            toggle();
            assertThat(names(printed(program.await().output()))).containsExactly("STOP", "STOP");
        }
    }

    @Test
    void tooFewEventsInTimeCauseExitCodeFour() throws Exception {
        Result result = QmpProgram.run("events", address, "RESUME", "--count", "2", "--for", "200ms");
        assertThat(result).isEqualTo(new Result(4, "", "qmp: 0 of 2 events arrived within 200 ms\n"));
    }

    @Test
    void enoughEventsInTimeCauseExitCodeZero() throws Exception {
        try (QmpProgram program = QmpProgram.start("events", address, "RESUME", "--count", "1", "--for", "30s")) {
            toggleUntilHeard(program);
            Result result = program.await();
            assertThat(result.exitCode()).isZero();
            assertThat(names(printed(result.output()))).containsExactly("RESUME");
            assertThat(result.errors()).isEmpty();
        }
    }

    @Test
    void withoutACountTheEndOfTheTimeIsASuccess() throws Exception {
        assertThat(QmpProgram.run("events", address, "--for", "200ms")).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void theEndOfQemuCausesExitCodeFiveWithTheReason() throws Exception {
        try (QmpProgram program = QmpProgram.start("events", address)) {
            toggleUntilHeard(program);
            other.send("{\"execute\":\"quit\"}\n");
            Result result = program.await();

            assertThat(names(printed(result.output()))).endsWith("SHUTDOWN");
            assertThat(result.errors())
                    .isEqualTo("qmp: no more events: unix:" + address
                            + ": the peer closed the connection after SHUTDOWN" + " (host-qmp-quit)\n");
            assertThat(result.exitCode()).isEqualTo(5);
        }
    }

    @Test
    void aCrashOfQemuCausesExitCodeFive() throws Exception {
        try (QmpProgram program = QmpProgram.start("events", address, "STOP", "--count", "1000000", "--for", "30s")) {
            toggleUntilHeard(program);
            qemu.signal("KILL");
            Result result = program.await();

            assertThat(names(printed(result.output()))).containsOnly("STOP");
            assertThat(result.errors()).startsWith("qmp: no more events: unix:" + address + ": ");
            assertThat(result.exitCode()).isEqualTo(5);
        }
    }

    @Test
    void withLivenessAQemuThatNoLongerAnswersCausesExitCodeFive() throws Exception {
        try (QmpProgram program = QmpProgram.start("events", address, "--liveness", "500ms")) {
            toggleUntilHeard(program);
            qemu.stop();
            Result result = program.await();

            assertThat(result.errors())
                    .startsWith("qmp: no more events: unix:" + address + ": the peer did not answer a liveness probe");
            assertThat(result.exitCode()).isEqualTo(5);
        } finally {
            qemu.signal("CONT");
        }
    }

    @Test
    void prettyEventsHaveSeveralLines() throws Exception {
        try (QmpProgram program = QmpProgram.start("events", address, "STOP", "--count", "1", "--pretty")) {
            toggleUntilHeard(program);
            assertThat(program.await().output()).matches("""
                            \\{
                              "timestamp": \\{
                                "seconds": \\d+,
                                "microseconds": \\d+
                              },
                              "event": "STOP"
                            }
                            """);
        }
    }

    @Test
    void ifTheReaderClosesTheOutputTheProgramEndsSilently() throws Exception {
        Path folder = RealQemu.newFolder();
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "\"$@\" 2>errors | head -n 1 >first; echo ${PIPESTATUS[0]} >code", "-"));
        command.addAll(QmpProgram.command(folder, "events", address));
        Process shell = new ProcessBuilder(command).directory(folder.toFile()).start();
        try {
            Await.until("the end of the pipeline", () -> {
                toggle();
                return shell.waitFor(1, TimeUnit.MILLISECONDS);
            });
            assertThat(Files.readString(folder.resolve("first")).lines()).hasSize(1);
            assertThat(Files.readString(folder.resolve("errors"))).isEmpty();
            assertThat(Files.readString(folder.resolve("code"))).isEqualTo("141\n");
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().onExit().join();
            RealQemu.removeFolder(folder);
        }
    }

    @Test
    void ctrlCEndsTheProgramSilently() throws Exception {
        try (QmpProgram program = QmpProgram.start(Setting.terminal(), "events", address, "STOP")) {
            toggleUntilHeard(program);
            program.signal("INT");
            Result result = program.await();

            assertThat(result.exitCode()).isEqualTo(130);
            assertThat(result.errors()).isEmpty();
            assertThat(names(printed(result.output()))).containsOnly("STOP");
        }
    }
}
