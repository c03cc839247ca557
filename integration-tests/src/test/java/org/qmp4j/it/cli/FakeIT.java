package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;

/** {@code qmp fake} and {@code qmp record}. */
@Tag("newest-jdk")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class FakeIT {
    private Path folder;
    private String address;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = RealQemu.newFolder();
        address = "unix:" + folder.resolve("fake");
    }

    @AfterEach
    void removeFolder() throws IOException {
        RealQemu.removeFolder(folder);
    }

    private static Result exec(String address, String... words) throws Exception {
        String[] all = new String[words.length + 2];
        all[0] = "exec";
        all[1] = address;
        System.arraycopy(words, 0, all, 2, words.length);
        return QmpProgram.run(all);
    }

    @Tag("one-qemu")
    @Test
    void aFakeRunsUntilItReceivesQuit() throws Exception {
        try (QmpProgram fake = QmpProgram.start("fake", "--listen", address, "--schema", "7.2")) {
            String listening = "qmp: a fake QEMU listens on " + address + "\n";
            fake.awaitErrors(listening);
            assertThat(exec(address, "query-version").output()).contains("\"major\":7", "\"minor\":2");
            assertThat(exec(address, "query-status").output()).contains("singlestep");
            assertThat(exec(address, "blockdev-add", "driver=nul", "node-name=d")
                            .exitCode())
                    .isEqualTo(1);
            assertThat(exec(address, "quit")).isEqualTo(new Result(0, "{}\n", ""));
            assertThat(fake.await()).isEqualTo(new Result(0, "", listening));
            assertThat(folder.resolve("fake")).doesNotExist();
        }
    }

    @Test
    void aFakeCanHaveTheSchemaOfARunningQemu() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpProgram fake =
                        QmpProgram.start("fake", "--listen", address, "--schema", "unix:" + qemu.path("qmp"))) {
            fake.awaitErrors("qmp: a fake QEMU listens on " + address + "\n");
            String real = exec("unix:" + qemu.path("qmp"), "query-status").output();
            assertThat(exec(address, "query-status").output().length()).isEqualTo(real.length());
            assertThat(exec(address, "query-version").output())
                    .contains("\"major\":"
                            + System.getProperty("qmp4j.qemu.name", "7.2").replaceFirst("\\..*", ""));
            exec(address, "quit");
            assertThat(fake.await().exitCode()).isZero();
        }
    }

    @Tag("one-qemu")
    @Test
    void aFakeGuestAgentCanBeStarted() throws Exception {
        try (QmpProgram fake = QmpProgram.start("fake", "--guest-agent", "--listen", address)) {
            fake.awaitErrors("qmp: a fake guest agent listens on " + address + "\n");
            fake.process().destroy();
            assertThat(fake.await().exitCode()).isEqualTo(143);
            assertThat(folder.resolve("fake")).doesNotExist();
        }
    }

    @Tag("one-qemu")
    @Test
    void aRecordingOfQemuIsReplayed() throws Exception {
        Path file = folder.resolve("talk.ndjson");
        try (RealQemu qemu = RealQemu.start();
                QmpProgram recorder =
                        QmpProgram.start("record", "unix:" + qemu.path("qmp"), file.toString(), "--listen", address)) {
            recorder.awaitErrors("qmp: recording; connect to " + address + "\n");
            exec(address, "object-add", "qom-type=secret", "id=s", "data=hush");
            exec(address, "stop");
            exec(address, "quit");
            assertThat(recorder.await().exitCode()).isZero();
        }
        assertThat(Files.readString(file)).doesNotContain("hush").contains("\"event\":\"STOP\"");
        try (QmpProgram replay = QmpProgram.start("fake", "--replay", file.toString(), "--listen", address)) {
            replay.awaitErrors("qmp: a replay of " + file + " listens on " + address + "\n");
            assertThat(exec(address, "object-add", "qom-type=secret", "id=s", "data=other")
                            .output())
                    .isEqualTo("{}\n");
            assertThat(exec(address, "cont").errors())
                    .contains("the transcript has 'stop' (line ", ") next, and what came is 'cont'");
            assertThat(exec(address, "stop").output()).isEqualTo("{}\n");
            assertThat(exec(address, "quit").output()).isEqualTo("{}\n");
            Result result = replay.await();
            assertThat(result.exitCode()).isZero();
            assertThat(result.errors()).contains("what came is 'cont'");
        }
    }

    @Tag("one-qemu")
    @Test
    void aRecorderThatCannotConnectToQemuReportsTheReason() throws Exception {
        try (QmpProgram recorder = QmpProgram.start(
                "record", "unix:/nonexistent/vm", folder.resolve("talk").toString(), "--listen", address)) {
            recorder.awaitErrors("qmp: recording; connect to " + address + "\n");
            assertThat(exec(address, "query-name").exitCode()).isNotZero();
            Result result = recorder.await();
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.errors()).contains("cannot connect to /nonexistent/vm: ");
        }
    }

    @Tag("one-qemu")
    @Test
    void aMissingSchemaFileIsReported() throws Exception {
        Setting elsewhere = Setting.variables(Map.of("QMP_ADDRESS", "unix:/nonexistent/elsewhere"));

        try (QmpProgram fake = QmpProgram.start(elsewhere, "fake", "--schema", "typo.facts")) {
            Result result = fake.await();
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.errors()).contains("typo.facts").doesNotContain("elsewhere");
        }
    }

    @Tag("one-qemu")
    @Test
    void conflictingOptionsAreRejected() throws Exception {
        assertThat(QmpProgram.run("fake", "--replay", "x", "--pretty").exitCode())
                .isEqualTo(2);
        assertThat(QmpProgram.run("fake", "--guest-agent", "--pretty").errors())
                .contains("--pretty cannot be combined with --guest-agent");
        assertThat(QmpProgram.run("fake", "--lenient").errors()).contains("--lenient requires --replay");
        assertThat(QmpProgram.run("fake", "--listen", "exec:cat").errors())
                .contains("only unix:PATH and tcp:HOST:PORT");
        assertThat(QmpProgram.run("fake", "--replay", "/nonexistent").exitCode())
                .isEqualTo(3);
    }
}
