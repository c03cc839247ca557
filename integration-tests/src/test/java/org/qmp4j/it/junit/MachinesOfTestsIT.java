package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which machine a test gets, and how it is ended or reset. */
@Tag("newest-jdk")
@Tag("slow")
class MachinesOfTestsIT {
    @TempDir
    private Path output;

    @BeforeEach
    void forget() {
        Samples.PROCESSES.clear();
    }

    /** The oracle is the kernel: no process of a machine, and no folder. */
    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(Samples.PROCESSES).noneMatch(process -> Files.exists(Path.of("/proc/" + process)));
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .noneMatch(name ->
                            name.startsWith("qmp4j-" + ProcessHandle.current().pid() + "-"));
        }
    }

    private TestRun run(Class<?>... classes) {
        return TestRun.of(output, Map.of(), classes);
    }

    @Test
    void anInstalledVersionRunsAndAMissingOneIsSkippedWithTheReason() {
        String here = System.getProperty("qmp4j.qemu.name");
        TestRun run = run(Samples.Matrix.class);

        assertThat(run.statuses())
                .allSatisfy((name, status) -> assertThat(status).isEqualTo(SUCCESSFUL));
        assertThat(run.statuses().keySet()).anyMatch(name -> name.startsWith("QEMU " + here + "."));
        assertThat(run.skipped().get("QEMU 99.9"))
                .contains("there is no qemu-system-x86_64 of version 99.9 on this host", "is " + here + ".");
        assertThat(new HashSet<>(Samples.PROCESSES))
                .hasSameSizeAs(run.statuses().keySet());
    }

    @Test
    void aParameterExcludesVersions() {
        TestRun run = TestRun.of(output, Map.of("qmp4j.versions", "98, 99.9"), Samples.Matrix.class);

        assertThat(run.statuses()).isEmpty();
        assertThat(run.skipped())
                .containsEntry("QEMU 7.2", "qmp4j.versions names only 98, 99.9")
                .hasSize(4);
    }

    @Test
    void aMissingRequiredVersionFailsTheTest() {
        TestRun run = run(Samples.Required.class);

        assertThat(run.statuses()).containsExactlyEntriesOf(Map.of("QEMU 99.9", FAILED));
        assertThat(run.failure("QEMU 99.9"))
                .hasMessageContaining("QEMU 99.9 is required: there is no qemu-system-x86_64");
    }

    @Test
    void aPlainTestCannotRunOnSeveralVersions() {
        assertThat(run(Samples.Once.class).failure("version(Machine)"))
                .hasStackTraceContaining("use @QemuTest instead");
    }

    @Test
    void aChangeThatIsNotInTheSavedStateCausesAnotherBoot() {
        TestRun run = run(Samples.Leftovers.class);

        assertThat(run.statuses())
                .hasSize(4)
                .allSatisfy((name, status) -> assertThat(status).isEqualTo(SUCCESSFUL));
        List<Long> processes = Samples.PROCESSES;
        assertThat(processes.get(1)).as("a machine that was stopped is reset").isEqualTo(processes.get(0));
        assertThat(new HashSet<>(processes))
                .as("an added object or an ended machine needs a boot")
                .hasSize(3);
    }

    @Test
    void aDiskIsResetWithTheMachineAndItsImageIsUnchanged() throws IOException {
        assumeFalse(
                System.getProperty("qmp4j.guest", "").isEmpty(),
                "there is no tiny Linux here: run scripts/fetch-guest");
        byte[] begun = Arrays.copyOf("begun".getBytes(StandardCharsets.US_ASCII), 1024 * 1024);
        Path image = Files.write(output.resolve("disk.img"), begun);

        TestRun run = TestRun.of(output, Map.of("image", image.toString()), Samples.Disks.class);

        assertThat(run.statuses())
                .hasSize(2)
                .allSatisfy((name, status) -> assertThat(status).isEqualTo(SUCCESSFUL));
        assertThat(new HashSet<>(Samples.PROCESSES))
                .as("one machine, which was reset")
                .hasSize(1);
        assertThat(image).hasBinaryContent(begun);
    }

    @Test
    void aDiskWithoutSnapshotSupportIsNamedAndTheMessageSaysWhatToDo() {
        assertThat(run(Samples.NoStateOfADisk.class).failure("neverRuns(Machine)"))
                .hasMessageContaining("the disk 'disk' is null-co, of which no state can be saved; use an overlay");
    }

    @Test
    void theVariablesOfTheFirmwareAreSaved() {
        assumeTrue(Files.exists(Samples.Uefi.CODE) && Files.exists(Samples.Uefi.VARIABLES), "no UEFI firmware here");
        assertThat(run(Samples.WithFirmware.class).statuses()).hasSize(2).doesNotContainValue(FAILED);
        assertThat(new HashSet<>(Samples.PROCESSES)).hasSize(1);
    }

    @Test
    void withStartFromBootEachTestHasItsOwnMachine() {
        assertThat(run(Samples.EachBoots.class).statuses()).hasSize(2);
        assertThat(new HashSet<>(Samples.PROCESSES)).hasSize(2);
    }

    @Test
    void withStartFromPreviousATestSeesTheStateOfTheLastOne() {
        assertThat(run(Samples.GoesOn.class).statuses())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("finds(QmpClient)", SUCCESSFUL, "leaves(QmpClient)", SUCCESSFUL));
    }

    @Test
    void aMissingRequirementSkipsTheTestWithTheReason() {
        TestRun run = run(Samples.Requiring.class);

        assertThat(run.statuses().values()).containsExactly(SUCCESSFUL, SUCCESSFUL);
        assertThat(run.skipped().values())
                .anyMatch(reason -> reason.matches("QEMU [0-9.]+ has no device 'no-such-device'"))
                .anyMatch(reason ->
                        reason.matches("QEMU [0-9.]+ cannot use no-such-accelerator here: it was built without it"));
    }

    @Test
    void concurrentClassesHaveTheirOwnMachines() {
        TestRun run = TestRun.of(
                output,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "2"),
                Samples.Beside.class,
                Samples.BesideToo.class);

        assertThat(run.statuses().values()).containsExactly(SUCCESSFUL, SUCCESSFUL);
        assertThat(new HashSet<>(Samples.PROCESSES)).hasSize(2);
    }
}
