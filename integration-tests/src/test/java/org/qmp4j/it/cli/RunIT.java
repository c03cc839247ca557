package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.Signals;
import org.qmp4j.protocol.RawCommand;

/** Tests {@code qmp run}: it starts a QEMU, other clients can connect to it, and nothing is left afterwards. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class RunIT {
    private static final Pattern ELSEWHERE = Pattern.compile("qmp exec (unix:\\S+) query-status");
    private static final Pattern PROCESS = Pattern.compile("runs as process (\\d+)");

    private static QmpProgram run(Setting setting) throws Exception {
        String qemu = Programs.qemu("qemu-system-x86_64").toString();
        QmpProgram program =
                QmpProgram.start(setting, "run", "--qemu", qemu, "--", "-machine", "none", "-name", "mine");
        program.awaitErrors(" query-status\n");
        return program;
    }

    private static String told(QmpProgram program, Pattern pattern) throws Exception {
        Matcher found = pattern.matcher(program.errors());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static void assertNothingIsLeft(QmpProgram program, long qemu) throws Exception {
        assertThat(program.temporaryFolder()).isEmptyDirectory();
        Await.until(
                "the end of QEMU",
                () -> ProcessHandle.of(qemu).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void linesAreCommandsAndEventsAreShown() throws Exception {
        try (QmpProgram program = run(new Setting())) {
            long qemu = Long.parseLong(told(program, PROCESS));
            try (QmpClient elsewhere = QmpClient.connect(Endpoint.parse(told(program, ELSEWHERE)))) {
                assertThat(elsewhere
                                .execute(RawCommand.named("query-name"))
                                .path("name")
                                .stringValue())
                        .isEqualTo("mine");
            }
            program.type("stop\n");
            program.awaitOutput("\"event\":\"STOP\"");
            program.type("device_del id=nosuch\n");
            program.awaitErrors("DeviceNotFound: Device 'nosuch' not found\n");
            program.type("{\"execute\":\"query-name\",\"id\":7}\n");
            program.awaitOutput("{\"return\":{\"name\":\"mine\"},\"id\":7}\n");
            // QEMU rejects this command out of band; in band it would succeed.
            program.type("{\"exec-oob\":\"query-name\",\"id\":8}\n");
            program.awaitOutput("does not support OOB\"},\"id\":8}\n");

            program.endInput();
            Result result = program.await();

            assertThat(result.exitCode()).isZero();
            assertThat(result.errors()).endsWith("qmp: QEMU exited normally (host-qmp-quit)\n");
            assertNothingIsLeft(program, qemu);
        }
    }

    @Test
    void theReplyToQuitIsPrintedBeforeTheEnd() throws Exception {
        try (QmpProgram program = run(new Setting())) {
            program.type("quit\n");

            Result result = program.await();

            assertThat(result.exitCode()).isZero();
            assertThat(result.output()).contains("\"event\":\"SHUTDOWN\"").contains("{}\n");
        }
    }

    @Test
    void aKilledQemuCausesExitCodeFive() throws Exception {
        try (QmpProgram program = run(new Setting())) {
            long qemu = Long.parseLong(told(program, PROCESS));
            Signals.send("KILL", qemu);

            Result result = program.await();

            assertThat(result.exitCode()).isEqualTo(5);
            assertThat(result.errors()).endsWith("qmp: QEMU was killed (SIGKILL)\n");
            assertNothingIsLeft(program, qemu);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void aSignalEndsTheProgramAndQemu(String signal, int exitCode) throws Exception {
        try (QmpProgram program = run(Setting.terminal())) {
            long qemu = Long.parseLong(told(program, PROCESS));
            String before = program.errors();

            program.signalGroup(signal);
            Result result = program.await();

            assertThat(result.exitCode()).isEqualTo(exitCode);
            assertThat(result.errors()).isEqualTo(before);
            assertNothingIsLeft(program, qemu);
        }
    }

    @Test
    void theErrorOfQemuIsQuoted() throws Exception {
        String qemu = Programs.qemu("qemu-system-x86_64").toString();
        Result result = QmpProgram.run("run", "--qemu", qemu, "--", "-device", "nosuch");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.errors())
                .startsWith("qmp: " + qemu + " exited with code 1 before its monitor was ready: ")
                .contains("nosuch");
    }

    @Test
    void aMissingVersionIsReported() throws Exception {
        Result result = QmpProgram.run("run", "--version", "1.0");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.errors()).startsWith("qmp: there is no qemu-system-x86_64 of version 1.0 on this host: ");
    }
}
