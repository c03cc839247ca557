package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;

/** Tests {@code qmp try}. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class TryIT {
    private static final String TIME = "\\{\"seconds\":\\d+,\"microseconds\":\\d+\\}";

    /** Quotes a text for a pattern; {@code @} stands for the address. */
    private static String quoted(String text) {
        return Pattern.quote(text).replace("@", "\\E\\S+/tmp/qmp4j-\\d+-\\d+/qmp\\Q");
    }

    private static String event(String name, String data) {
        return "\\{\"timestamp\":" + TIME + ",\"event\":\"" + name + "\"" + data + "\\}\n";
    }

    @Test
    void theTourPrintsTheseLines() throws Exception {
        String qemu = Programs.qemu("qemu-system-x86_64").toString();
        try (QmpProgram program = QmpProgram.start("try", "--qemu", qemu)) {
            Result result = program.await();

            assertThat(result.errors()).isEmpty();
            assertThat(result.exitCode()).isZero();
            assertThat(result.output()).matches(expected());
            assertThat(program.temporaryFolder()).isEmptyDirectory();
        }
    }

    private static String expected() {
        String version = Pattern.quote(System.getProperty("qmp4j.qemu.name", ""));
        return quoted("""
                        # Start a QEMU without a machine. It starts fast and answers commands:
                        $ qemu-system-x86_64 -machine none -nodefaults -display none -S -qmp unix:@,server=on,wait=off &

                        # QEMU sends each client a greeting. It contains the version and the capabilities:
                        """)
                + "QEMU " + version + ".*, capabilities: oob\n"
                + quoted("""

                        # Query the state. QEMU was started with -S, so it does not run yet:
                        $ qmp exec unix:@ query-status
                        """)
                + "\\{.*\"status\":\"prelaunch\".*\\}\n"
                + quoted("""

                        # Let it run. QEMU first sends an event to all clients, and then the reply:
                        $ qmp exec unix:@ cont
                        {}
                        $ qmp events unix:@ RESUME --count 1
                        """)
                + event("RESUME", "")
                + quoted("""

                        # Stop it again:
                        $ qmp exec unix:@ stop
                        {}
                        $ qmp events unix:@ STOP --count 1
                        """)
                + event("STOP", "")
                + quoted("""

                        # If QEMU rejects a command, the reason goes to standard error, and the exit code is 1:
                        $ qmp exec unix:@ device_del id=nosuch
                        DeviceNotFound: Device 'nosuch' not found

                        # End QEMU:
                        $ qmp exec unix:@ quit
                        {}
                        $ qmp events unix:@ SHUTDOWN --count 1
                        """)
                + event("SHUTDOWN", ",\"data\":\\{\"guest\":false,\"reason\":\"host-qmp-quit\"\\}")
                + quoted("""
                        # QEMU has ended, with exit code 0.

                        # This is the end of the tour. To do the same yourself, start QEMU with
                        #   -qmp unix:/tmp/vm.qmp,server=on,wait=off
                        # and send commands to it. 'qmp exec --help' describes more:
                        $ qmp exec unix:/tmp/vm.qmp query-status
                        """);
    }

    @Test
    void withoutQemuTheTourUsesAFakeAndSaysSo() throws Exception {
        Path empty = RealQemu.newFolder();
        try {
            // The folder has neither QEMU nor sudo nor a shell, so apt cannot be called.
            Map<String, String> variables =
                    Map.of("PATH", empty.toString(), "HOME", empty.toString(), "XDG_CACHE_HOME", empty.toString());
            for (String[] words : new String[][] {{"try"}, {"try", "--no-install"}}) {
                try (QmpProgram program = QmpProgram.start(Setting.variables(variables), words)) {
                    Result result = program.await();
                    assertThat(result.errors()).isEmpty();
                    assertThat(result.exitCode()).isZero();
                    assertThat(result.output())
                            .startsWith("# QEMU is not installed on this host. This tour uses a fake QEMU")
                            .contains(
                                    "apt-get install qemu-system-x86", "\"status\":\"prelaunch\"", "\"event\":\"STOP\"")
                            .contains("DeviceNotFound: Device 'nosuch' not found", "# The fake has ended.");
                    assertThat(program.temporaryFolder()).isEmptyDirectory();
                }
            }
        } finally {
            RealQemu.removeFolder(empty);
        }
    }

    @Test
    void aQemuInTheCacheFolderIsFound() throws Exception {
        Path home = RealQemu.newFolder();
        try {
            Path bin = Files.createDirectories(home.resolve(".cache/qmp4j/qemu/suite/bin"));
            script(bin.resolve("qemu-system-x86_64"), "echo from the cache >&2; exit 7");
            Map<String, String> variables =
                    Map.of("PATH", home.toString(), "HOME", home.toString(), "XDG_CACHE_HOME", "");
            try (QmpProgram program = QmpProgram.start(Setting.variables(variables), "try")) {
                assertThat(program.await().errors())
                        .isEqualTo(
                                "qmp: " + bin.resolve("qemu-system-x86_64")
                                        + " exited with code 7 before its monitor was ready: from the cache (accelerator: tcg, set by the part Accelerator)\n");
            }
        } finally {
            RealQemu.removeFolder(home);
        }
    }

    @Test
    void theErrorOfAQemuThatDoesNotStartIsPrinted() throws Exception {
        Path folder = RealQemu.newFolder();
        try {
            Path broken = script(folder.resolve("qemu"), "echo 'no such machine' >&2; exit 1");
            try (QmpProgram program = QmpProgram.start("try", "--qemu", broken.toString())) {
                Result result = program.await();
                assertThat(result.errors())
                        .isEqualTo(
                                "qmp: " + broken
                                        + " exited with code 1 before its monitor was ready: no such machine (accelerator: tcg, set by the part Accelerator)\n");
                assertThat(result.exitCode()).isEqualTo(3);
                assertThat(program.temporaryFolder()).isEmptyDirectory();
            }
        } finally {
            RealQemu.removeFolder(folder);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nonexistent/qemu", "nonexistent-qemu", "/tmp", "/etc/passwd"})
    void aMissingProgramIsReported(String name) throws Exception {
        try (QmpProgram program = QmpProgram.start("try", "--qemu", name)) {
            assertThat(program.await())
                    .isEqualTo(new Result(3, "", "qmp: cannot start " + name + ": there is no such executable file\n"));
            assertThat(program.temporaryFolder()).isEmptyDirectory();
        }
    }

    @Test
    void aQemuOnThePathIsFoundByName() throws Exception {
        Path folder = RealQemu.newFolder();
        try {
            Path broken = script(folder.resolve("qemu-of-mine"), "echo 'no such machine' >&2; exit 1");
            Setting setting = Setting.variables(Map.of("PATH", folder + ":" + System.getenv("PATH")));
            try (QmpProgram program = QmpProgram.start(setting, "try", "--qemu", "qemu-of-mine")) {
                assertThat(program.await().errors()).startsWith("qmp: " + broken + " exited with code 1 ");
            }
        } finally {
            RealQemu.removeFolder(folder);
        }
    }

    static Path script(Path path, String commands) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + commands + "\n");
        if (!path.toFile().setExecutable(true)) {
            throw new IOException("cannot make it executable: " + path);
        }
        return path;
    }
}
