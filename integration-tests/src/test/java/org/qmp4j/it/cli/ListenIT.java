package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;

/** Tests {@code qmp listen}: QEMU connects to the program. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class ListenIT {
    private Path folder;
    private Path socket;
    private String listening;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = RealQemu.newFolder();
        socket = folder.resolve("dial");
        listening = "qmp: listening on unix:" + socket + "\n";
    }

    @AfterEach
    void removeFolder() throws IOException {
        if (Files.exists(folder)) {
            RealQemu.removeFolder(folder);
        }
    }

    /** The option that makes this QEMU reconnect. */
    private static String reconnecting() {
        String[] version = System.getProperty("qmp4j.qemu.name", "7.2").split("\\.", 2);
        int number = Integer.parseInt(version[0]) * 100 + Integer.parseInt(version[1]);
        boolean before92 = number < 902;
        return before92 ? "reconnect=1" : "reconnect-ms=300";
    }

    private RealQemu dialling(String target) throws Exception {
        String chardev = "socket,id=c,server=off," + target;
        return RealQemu.startIn(folder, "-S", "-name", "dialled", "-chardev", chardev, "-mon", "c,mode=control");
    }

    @Test
    void aQemuThatConnectsRunsACommand() throws Exception {
        try (QmpProgram program =
                QmpProgram.start("listen", "--wait", "30s", socket.toString(), "exec", "query-name")) {
            program.awaitErrors(listening);
            try (RealQemu qemu = dialling("path={}/dial")) {
                assertThat(program.await()).isEqualTo(new Result(0, "{\"name\":\"dialled\"}\n", listening));
                assertThat(qemu.process().isAlive()).isTrue();
                assertThat(socket).doesNotExist();
            }
        }
    }

    @Test
    void aQemuThatWasConnectedBeforeReconnects() throws Exception {
        try (RealQemu qemu = dialling("path={}/dial," + reconnecting())) {
            for (int i = 0; i < 2; i++) {
                Result result = QmpProgram.run("listen", socket.toString(), "hmp", "info name");
                assertThat(result).isEqualTo(new Result(0, "dialled\n", listening));
            }
            assertThat(qemu.process().isAlive()).isTrue();
        }
    }

    @Test
    void eventsOfAQemuThatConnectsArePrinted() throws Exception {
        try (QmpProgram program = QmpProgram.start("listen", socket.toString(), "events", "SHUTDOWN", "--count", "1")) {
            program.awaitErrors(listening);
            try (RealQemu qemu = dialling("path={}/dial")) {
                // After connecting, the program needs the socket's file no longer; and it has subscribed before that.
                Await.until("dialled in", () -> !Files.exists(socket));
                qemu.signal("TERM");
                Result result = program.await();
                assertThat(result.output())
                        .matches("\\{\"timestamp\":\\{.*},\"event\":\"SHUTDOWN\",\"data\":\\{.*\"host-signal\".*}}\n");
                assertThat(result.errors()).isEqualTo(listening);
                assertThat(result.exitCode()).isZero();
            }
        }
    }

    @Test
    void aQemuCanConnectOverTcp() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String address = "tcp:127.0.0.1:" + port;
        try (QmpProgram program = QmpProgram.start("listen", address, "exec", "query-name")) {
            program.awaitErrors("qmp: listening on " + address + "\n");
            try (RealQemu qemu = dialling("host=127.0.0.1,port=" + port)) {
                Result result = program.await();
                assertThat(result.output()).isEqualTo("{\"name\":\"dialled\"}\n");
                assertThat(result.exitCode()).isZero();
                assertThat(qemu.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    void theAddressCanComeFromTheEnvironment() throws Exception {
        Setting setting = Setting.variables(Map.of("QMP_ADDRESS", socket.toString()));
        try (QmpProgram program = QmpProgram.start(setting, "listen", "--wait", "200ms", "exec", "query-name")) {
            Result result = program.await();
            assertThat(result.errors()).startsWith(listening);
            assertThat(result.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void ifNoQemuConnectsTheExitCodeIsThree() throws Exception {
        Result result = QmpProgram.run("listen", "--wait", "200ms", socket.toString(), "exec", "query-name");

        assertThat(result.errors()).startsWith(listening + "qmp: ").contains("200 ms");
        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(socket).doesNotExist();
    }

    @Test
    void onlyThisUserCanConnectToTheSocketAndASignalRemovesIt() throws Exception {
        for (Map.Entry<String, Integer> signal : Map.of("INT", 130, "TERM", 143).entrySet()) {
            try (QmpProgram program =
                    QmpProgram.start(Setting.terminal(), "listen", socket.toString(), "exec", "query-name")) {
                program.awaitErrors(listening);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                        .isEqualTo("rw-------");

                program.signal(signal.getKey());
                assertThat(program.await()).isEqualTo(new Result(signal.getValue(), "", listening));
                assertThat(socket).doesNotExist();
                assertThat(program.temporaryFolder()).isEmptyDirectory();
            }
        }
    }

    @Test
    void aSecondListenerCannotTakeTheSocketAndDoesNotDisturbTheFirst() throws Exception {
        try (QmpProgram program = QmpProgram.start("listen", socket.toString(), "exec", "query-name")) {
            program.awaitErrors(listening);
            Result second = QmpProgram.run("listen", socket.toString(), "exec", "query-name");
            assertThat(second.errors())
                    .isEqualTo("qmp: could not listen on unix:" + socket + ": another process listens there already\n");
            assertThat(second.exitCode()).isEqualTo(3);

            program.awaitErrors("; still listening\n");
            try (RealQemu qemu = dialling("path={}/dial")) {
                Result first = program.await();
                assertThat(first.output()).isEqualTo("{\"name\":\"dialled\"}\n");
                assertThat(first.exitCode()).isZero();
                assertThat(qemu.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    void aPeerThatConnectsAndIsNotQemuCausesExitCodeFive() throws Exception {
        try (QmpProgram program = QmpProgram.start("listen", socket.toString(), "exec", "query-name")) {
            program.awaitErrors(listening);
            try (SocketChannel stranger = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                stranger.write(ByteBuffer.wrap("HELO you\r\n".getBytes(StandardCharsets.US_ASCII)));
                Result result = program.await();
                assertThat(result.errors())
                        .startsWith(listening + "qmp: no session: ")
                        .contains("HELO you");
                assertThat(result.exitCode()).isEqualTo(5);
            }
        }
    }
}
