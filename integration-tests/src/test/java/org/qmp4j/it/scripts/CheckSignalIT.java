package org.qmp4j.it.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Signals;

/** If a signal ends {@code ./check}, it ends all its child processes. Maven and apt are programs that only wait. */
@Tag("newest-jdk")
@Tag("one-qemu")
class CheckSignalIT {
    /** The root of the repository, seen from the folder of this module, in which tests run. */
    private static final Path ROOT = Path.of("..");

    private static final String WAITING_PROGRAM = """
            #!/bin/bash
            sleep 300 &
            echo "$$ $!" >"$0.pids~"
            mv "$0.pids~" "$0.pids"
            wait
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"HUP,129", "INT,130", "TERM,143"})
    void aSignalEndsMavenAndItsChildren(String signal, int exitCode) throws Exception {
        Path programs = prepare();
        program(programs.resolve("mvn"), WAITING_PROGRAM);
        program(programs.resolve("apt-get"), "#!/bin/sh\nexit 1\n");
        assertSignalEnds(programs, "mvn", signal, exitCode);
    }

    @ParameterizedTest
    @CsvSource({"HUP,129", "INT,130", "TERM,143"})
    void aSignalEndsAptAndItsChildren(String signal, int exitCode) throws Exception {
        Path programs = prepare();
        program(programs.resolve("mvn"), "#!/bin/sh\nexit 1\n");
        program(programs.resolve("apt-get"), WAITING_PROGRAM);
        // Simulates a user who may install packages, and a missing package.
        program(programs.resolve("sudo"), "#!/bin/sh\nshift\nexec \"$@\"\n");
        Path check = folder.resolve("check");
        String text = Files.readString(check);
        String changed = text.replace("needed_programs=(", "needed_programs=(no-such-program:no-such-package");
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(check, changed);
        assertSignalEnds(programs, "apt-get", signal, exitCode);
    }

    private Path prepare() throws IOException {
        copy("check", "scripts/lib/accelerator.sh", "scripts/lib/group.sh", "scripts/lib/toolchain.sh");
        return Files.createDirectory(folder.resolve("bin"));
    }

    /** Runs check until it has started that program, and then sends it the signal. */
    private void assertSignalEnds(Path programs, String name, String signal, int exitCode) throws Exception {
        Path program = programs.resolve(name);
        Process check = start(programs);
        try {
            List<Long> started = awaitStart(program);

            Signals.send(signal, check.pid());

            assertThat(check.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("check has ended")
                    .isTrue();
            assertThat(check.exitValue()).isEqualTo(exitCode);
            Await.until(
                    "the end of " + program + " and its child",
                    () -> started.stream().noneMatch(CheckSignalIT::runs));
        } finally {
            check.descendants().forEach(ProcessHandle::destroyForcibly);
            check.destroyForcibly().waitFor();
        }
    }

    private Process start(Path programs) throws IOException {
        // A shell in the background ignores some signals, and its children would inherit that.
        ProcessBuilder builder = new ProcessBuilder(
                "env", "--default-signal=HUP,INT,TERM", folder.resolve("check").toString(), "--quick");
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private static List<Long> awaitStart(Path program) throws Exception {
        Path pids = Path.of(program + ".pids");
        Await.until("the start of " + program, () -> Files.exists(pids));
        return Stream.of(Files.readString(pids).strip().split(" "))
                .map(Long::valueOf)
                .toList();
    }

    /** A process that has ended stays as a zombie until its parent asks for its exit code. */
    private static boolean runs(long process) {
        try {
            return !Files.readString(Path.of("/proc/" + process + "/stat")).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    private void copy(String... files) throws IOException {
        for (String file : files) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(ROOT.resolve(file), folder.resolve(file));
        }
    }

    private static void program(Path path, String text) throws IOException {
        Files.writeString(path, text);
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }
}
