package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.Fifo;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;

/** Tests the exit codes of failures. {@link ExecIT} has tests for 0 and 1. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class ExitCodeIT {
    private static void assertFailed(Result result, int exitCode, String message) {
        assertThat(result.errors()).startsWith("qmp: ").contains(message).doesNotContain("\tat ");
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.output()).isEmpty();
    }

    private static QmpProgram slowCommand(RealQemu qemu, String... options) throws Exception {
        String[] words = {
            "exec",
            qemu.path("qmp").toString(),
            "blockdev-add",
            "driver=blkdebug",
            "node-name=slow",
            "config=" + qemu.path("slow"),
            "image.driver=null-co"
        };
        String[] all = new String[words.length + options.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(options, 0, all, words.length, options.length);
        return QmpProgram.start(all);
    }

    @Test
    void quitCausesExitCodeZero() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            assertThat(QmpProgram.run("exec", qemu.path("qmp").toString(), "quit"))
                    .isEqualTo(new Result(0, "{}\n", ""));
            assertThat(qemu.process().waitFor()).isZero();
        }
    }

    @Test
    void aValueThatQemuCouldNotAnswerIsWrongUsage() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            String address = qemu.path("qmp").toString();
            String deep = "[".repeat(1023) + "]".repeat(1023);
            assertFailed(
                    QmpProgram.run("exec", address, "device_del", "id=\"\\ud800\""),
                    2,
                    "cannot send 'device_del': arguments.id: ");
            assertFailed(
                    QmpProgram.run("exec", address, "device_del", "id=\"\\ufdd0\""),
                    2,
                    "cannot send 'device_del': arguments.id: ");
            Result tooDeep = QmpProgram.run("exec", address, "device_del", "id=" + deep);
            assertFailed(tooDeep, 2, "QEMU reads at most 1024 nested objects and arrays");
            assertThat(tooDeep.errors().length()).isLessThan(400);
            assertFailed(QmpProgram.run("exec", address, "device_del", "a.b.id=" + deep), 2, "1024");
        }
    }

    @Test
    void withoutAListenerTheProgramCannotConnect() throws Exception {
        Path folder = RealQemu.newFolder();
        try {
            Path socket = folder.resolve("vm.qmp");
            assertFailed(
                    QmpProgram.run("exec", socket.toString(), "stop"),
                    3,
                    "could not connect to unix:" + socket + ": no such socket");

            Files.createFile(socket);
            assertFailed(
                    QmpProgram.run("exec", socket.toString(), "stop"),
                    3,
                    "could not connect to unix:" + socket + ": what is there is no socket");
        } finally {
            RealQemu.removeFolder(folder);
        }
        assertFailed(QmpProgram.run("exec", "tcp:127.0.0.1:1", "stop"), 3, "could not connect to tcp:127.0.0.1:1");
    }

    @Test
    void waitForAMissingSocketEndsAtItsTimeout() throws Exception {
        Path folder = RealQemu.newFolder();
        try {
            String socket = folder.resolve("vm.qmp").toString();
            assertFailed(QmpProgram.run("exec", socket, "stop", "--wait", "200ms"), 3, "no such socket");
        } finally {
            RealQemu.removeFolder(folder);
        }
    }

    @Test
    void aMonitorWithAnotherClientCausesExitCodeThree() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                RawSocket holder = RawSocket.negotiated(qemu.path("qmp"))) {
            String address = qemu.path("qmp").toString();
            assertFailed(
                    QmpProgram.run("exec", address, "stop", "--wait", "500ms"),
                    3,
                    "connected to unix:" + address + ", but no greeting came within 500 ms");
            holder.send("{\"execute\":\"query-name\",\"id\":\"still\"}\n");
            assertThat(holder.answer("\"still\"").has("return")).isTrue();
        }
    }

    @Test
    void aStoppedQemuCausesExitCodeThree() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            qemu.stop();
            assertFailed(
                    QmpProgram.run("exec", qemu.path("qmp").toString(), "stop", "--wait", "500ms"),
                    3,
                    "no greeting came within 500 ms");
        }
    }

    @Test
    void aTimeoutMessageSaysThatTheCommandMayStillRun() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            Fifo fifo = Fifo.in(qemu, "slow");
            try (QmpProgram program = slowCommand(qemu, "--timeout", "300ms")) {
                assertFailed(program.await(), 4, "no reply to 'blockdev-add'");
                assertThat(program.errors()).contains("within 300 ms", "may still run");
            }
            fifo.release();
        }
    }

    @Test
    void theEndOfQemuDuringACommandCausesExitCodeFive() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            Fifo fifo = Fifo.in(qemu, "slow");
            try (QmpProgram program = slowCommand(qemu)) {
                fifo.awaitRunning();
                qemu.signal("KILL");
                // The kernel closes or resets the connection, depending on whether a newline was unread.
                assertFailed(program.await(), 5, "no reply to 'blockdev-add' (id 1), which may have run");
            }
            fifo.release();
        }
    }

    @Test
    void aPeerThatDoesNotSpeakQmpCausesExitCodeFive() throws Exception {
        assertFailed(QmpProgram.run("exec", "exec:echo SSH-2.0-OpenSSH_9.2", "stop"), 5, "SSH-2.0-OpenSSH_9.2");
        assertFailed(QmpProgram.run("exec", "exec:true", "stop"), 5, "closed the connection");
    }

    @Test
    void aMissingProgramCausesExitCodeThree() throws Exception {
        assertFailed(QmpProgram.run("exec", "exec:/nonexistent/qemu -qmp stdio", "stop"), 3, "/nonexistent/qemu");
    }
}
