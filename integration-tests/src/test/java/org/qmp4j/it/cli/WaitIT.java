package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;

/** Tests {@code --wait}: waiting for a QEMU that is not started yet. */
@Tag("newest-jdk")
@Tag("one-qemu")
@ExtendWith(NoLeaks.class)
class WaitIT {
    @Test
    void theProgramWaitsForASocketThatIsCreatedLater() throws Exception {
        Path folder = RealQemu.newFolder();
        // Shows when the program has found no socket for the first time.
        Path log = folder.resolve("classes");
        Setting setting = Setting.variables(Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+init=info:file=" + log));
        String address = folder.resolve("qmp").toString();
        try (QmpProgram program = QmpProgram.start(setting, "exec", address, "query-name", "--wait", "30s")) {
            Await.until(
                    "a first attempt",
                    () -> Files.exists(log)
                            && Files.readString(log).contains("Initializing 'org/qmp4j/client/error/QmpNotListening"));
            try (RealQemu qemu = RealQemu.startIn(folder, "-name", "late", "-qmp", "unix:{}/qmp,server=on,wait=on")) {
                Result result = program.await();
                assertThat(result.output()).isEqualTo("{\"name\":\"late\"}\n");
                assertThat(result.exitCode()).isZero();
                assertThat(qemu.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    void aQemuOfAnExecAddressEndsWithTheProgram() throws Exception {
        String qemu = Programs.qemu("qemu-system-x86_64").toString();
        Result result = QmpProgram.run(
                "exec",
                "exec:" + qemu + " -machine none -nodefaults -display none -S -name own -qmp stdio",
                "query-name");
        assertThat(result).isEqualTo(new Result(0, "{\"name\":\"own\"}\n", ""));
    }
}
