package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;

/** If a signal ends {@code qmp try}, no process and no file is left, in every state of its QEMU. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class TrySignalIT {
    // pipe(7), "Pipe capacity".
    private static final int PIPE_BYTES = 64 * 1024;
    // The output of the whole tour is three times as long.
    private static final int BYTES_TO_THE_MIDDLE = 600;
    private static final int BYTES_TO_THE_GREETING = 400;

    private Path folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = RealQemu.newFolder();
    }

    @AfterEach
    void removeFolder() throws Exception {
        RealQemu.removeFolder(folder);
    }

    private QmpProgram tour(String qemuScript) throws Exception {
        return tour(Setting.terminal(), qemuScript);
    }

    private QmpProgram tour(Setting setting, String qemuScript) throws Exception {
        String run = "exec " + Programs.qemu("qemu-system-x86_64") + " \"$@\"";
        // The program first asks it for its version.
        String version = "case \"$1\" in --version) " + run + ";; esac\n";
        Path qemu = TryIT.script(
                folder.resolve("qemu-system-x86_64"),
                version + "echo $$ >" + folder.resolve("pid") + "\n" + qemuScript.replace("QEMU", run));
        return QmpProgram.start(setting, "try", "--qemu", qemu.toString());
    }

    /** The QEMU that the program has started; the script that becomes QEMU has written its process id. */
    private ProcessHandle qemu() throws Exception {
        Path pid = folder.resolve("pid");
        Await.until("a QEMU", () -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
        return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void beforeQemuHasStarted(String signal, int exitCode) throws Exception {
        // The script stops itself, and becomes QEMU only when it is resumed.
        try (QmpProgram program = tour("kill -STOP $$\nQEMU")) {
            ProcessHandle qemu = qemu();
            assertEndsBy(signal, exitCode, program, qemu);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void whileQemuDoesNotAnswer(String signal, int exitCode) throws Exception {
        // QEMU opens its monitor, and then waits for the other end of the pipe, for ever.
        String fifo = folder.resolve("fifo").toString();
        assertThat(new ProcessBuilder("mkfifo", fifo).start().waitFor()).isZero();
        String blocked = " -blockdev driver=blkdebug,node-name=slow,config=" + fifo + ",image.driver=null-co";
        try (QmpProgram program = tour("QEMU" + blocked)) {
            ProcessHandle qemu = qemu();
            Await.until("a socket", () -> {
                try (var files = Files.walk(program.temporaryFolder())) {
                    return files.anyMatch(file -> file.endsWith("qmp"));
                }
            });
            assertEndsBy(signal, exitCode, program, qemu);
        }
    }

    private static void assertEndsBy(String signal, int exitCode, QmpProgram program, ProcessHandle qemu)
            throws Exception {
        assertThat(qemu.isAlive()).isTrue();
        List<ProcessHandle> processes = program.process().descendants().toList();
        assertThat(processes).contains(qemu);

        program.signalGroup(signal);
        Result result = program.await();

        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.errors()).isEmpty();
        assertThat(program.temporaryFolder()).isEmptyDirectory();
        for (ProcessHandle process : processes) {
            // After its end it may exist as a zombie for a moment.
            Await.until("the end of " + process.pid(), () -> !process.isAlive());
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void betweenTheFirstCommandAndTheLast(String signal, int exitCode) throws Exception {
        // The test does not read standard output, so it accepts a limited number of bytes, and the tour blocks.
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        try (RandomAccessFile pipe = new RandomAccessFile(fifo.toFile(), "rw");
                FileInputStream level = new FileInputStream(pipe.getFD())) {
            pipe.write(new byte[PIPE_BYTES - BYTES_TO_THE_MIDDLE]);
            try (QmpProgram program = tour(Setting.terminal(fifo), "QEMU")) {
                Await.until(
                        "output: " + program.errors(),
                        () -> level.available() > PIPE_BYTES - BYTES_TO_THE_MIDDLE + BYTES_TO_THE_GREETING);
                assertEndsBy(signal, exitCode, program, qemu());
            }
        }
    }
}
