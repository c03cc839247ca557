package org.qmp4j.it.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.PythonPeer;
import org.qmp4j.it.support.RealQemu;

/** QEMU's own Python client and its shell work with the fake as with QEMU. */
@ExtendWith(NoLeaks.class)
class PythonClientOnFakeIT {
    @Test
    void thePythonClientAcceptsTheFake() throws Exception {
        PythonPeer.require();
        Path folder = RealQemu.newFolder();
        try (FakeQemu qemu = FakeQemu.builder()
                        .listen(UnixDomainSocketAddress.of(folder.resolve("qmp")))
                        .start();
                PythonPeer python = PythonPeer.startIn(folder)) {
            assertThat(python.value("connect", qemu.path().toString()).has("QMP"))
                    .isTrue();
            assertThat(python.value("execute", "query-status", Json.of("{}"))
                            .path("status")
                            .asString())
                    .isEqualTo("running");
            python.value("execute", "stop", Json.of("{}"));
            assertThat(python.value("events", 1).get(0).path("event").asString())
                    .isEqualTo("STOP");
            assertThat(python.ask("execute", "device_del", Json.of("{\"id\":\"none\"}"))
                            .path("class")
                            .asString())
                    .isEqualTo("DeviceNotFound");
            assertThat(python.value("execute", "query-qmp-schema", Json.of("{}"))
                            .size())
                    .isGreaterThan(500);
            python.value("close");
        }
        RealQemu.removeFolder(folder);
    }

    @Test
    void theShellOfThePythonClientAcceptsTheFake() throws Exception {
        Path python = PythonPeer.require();
        Path folder = RealQemu.newFolder();
        try (FakeQemu qemu = FakeQemu.start()) {
            String program = "from qemu.qmp import qmp_shell; qmp_shell.main()";
            ProcessBuilder shell = new ProcessBuilder(List.of(
                            python.toString(), "-c", program, qemu.path().toString()))
                    .redirectErrorStream(true);
            shell.environment().put("PYTHONPATH", System.getProperty("qmp4j.python.path", ""));
            shell.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            // It keeps a history in the home folder.
            shell.environment().put("HOME", folder.toString());
            Process running = shell.start();
            running.getOutputStream()
                    .write("query-status\nblockdev-add driver=null-co node-name=d\nnonsense\n".getBytes(UTF_8));
            running.getOutputStream().close();
            String said = new String(running.getInputStream().readAllBytes(), UTF_8);
            assertThat(running.waitFor()).as(said).isZero();
            assertThat(said)
                    .contains("Connected to QEMU 11.1")
                    .contains("running")
                    .contains("CommandNotFound");
            assertThat(qemu.received("blockdev-add")).hasSize(1);
        }
        RealQemu.removeFolder(folder);
    }
}
