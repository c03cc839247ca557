package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.junit.GuestPanicError;
import org.qmp4j.machine.error.ConsoleException;
import org.qmp4j.machine.error.MachineStartException;

/** A test that fails leaves files in which one sees why; each kind of failure is tried. */
@Tag("newest-jdk")
@Tag("slow")
class FailureFilesIT {
    private static final Set<String> ALL = Set.of(
            "machine-qemu.txt", "machine-state.txt", "machine-console.log", "machine-screen.png", "machine-qmp.log");

    @TempDir
    private static Path output;

    private static TestRun linux;

    @BeforeAll
    static void runTheSamplesOnce() {
        assumeFalse(
                System.getProperty("qmp4j.guest", "").isEmpty(),
                "there is no tiny Linux here: run scripts/fetch-guest");
        linux = TestRun.of(
                Path.of(System.getProperty("qmp4j.it.output", output.toString())),
                Map.of(),
                FailingSamples.OnLinux.class);
    }

    @Test
    void aFailedAssertionWritesAllFiles() {
        assertThat(linux.failure("assertion(QmpClient, Console)")).isInstanceOf(AssertionError.class);
        assertThat(linux.files("assertion(QmpClient, Console)")).containsOnlyKeys(ALL);
    }

    @Test
    void noOtherUserCanReadThem() throws IOException {
        for (String name : ALL) {
            assertThat(Files.getPosixFilePermissions(linux.file("assertion(QmpClient, Console)", name)))
                    .as(name)
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void theTranscriptHasTheCommandsOfTheTestWithoutSecrets() {
        String wire = linux.text("assertion(QmpClient, Console)", "machine-qmp.log");

        assertThat(wire)
                .contains("\"object-add\"", "\"id\":\"s0\"", "\"data\":\"***\"", "\"query-block\"")
                .doesNotContain("a-word-that-nobody-should-read");
    }

    @Test
    void theConsoleAndTheStateAreThoseOfTheFailedTest() {
        assertThat(linux.text("assertion(QmpClient, Console)", "machine-console.log"))
                .contains("one\r\ntwo\r\n");
        assertThat(linux.text("assertion(QmpClient, Console)", "machine-state.txt"))
                .contains("query-status {\"status\":\"running\"", "query-jobs ", "query-block ");
        assertThat(linux.text("assertion(QmpClient, Console)", "machine-qemu.txt"))
                .contains("qemu-system-x86_64", "-kernel ", ": runs");
    }

    @Test
    void theScreenshotIsNotBlank() throws IOException {
        BufferedImage screen = ImageIO.read(linux.file("assertion(QmpClient, Console)", "machine-screen.png")
                .toFile());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < screen.getHeight(); y++) {
            for (int x = 0; x < screen.getWidth(); x++) {
                colours.add(screen.getRGB(x, y));
            }
        }

        assertThat(screen.getWidth()).isGreaterThanOrEqualTo(640);
        assertThat(colours).hasSizeGreaterThan(1);
    }

    @Test
    void aRejectedCommandIsInTheTranscript() {
        assertThat(linux.failure("refusedCommand(QmpClient)")).hasMessageContaining("no-such-device");
        assertThat(linux.text("refusedCommand(QmpClient)", "machine-qmp.log")).contains("DeviceNotFound");
    }

    @Test
    void aConsoleTimeoutShowsTheLastOutput() {
        assertThat(linux.failure("silence(Console)"))
                .isInstanceOf(ConsoleException.class)
                .hasMessageContaining("nothing of the kind");
    }

    @Test
    void aPanicFailsTheTestEvenIfNothingElseFails() {
        assertThat(linux.failure("panicThatIsWaitedPast(Console)"))
                .isInstanceOfSatisfying(
                        GuestPanicError.class,
                        panic -> assertThat(panic.lines().get(0))
                                .isEqualTo("Kernel panic - not syncing: of no consequence"));
    }

    @Test
    void aPanicEndsAWaitAndIsReportedAsTheReason() {
        assertThat(linux.failure("panic(Console)"))
                .isInstanceOf(GuestPanicError.class)
                .hasMessageContaining("Kernel panic - not syncing: sysrq triggered crash")
                .hasCauseInstanceOf(ConsoleException.class);
        assertThat(linux.text("panic(Console)", "machine-console.log")).contains("end Kernel panic");
    }

    @Test
    void aPanicBeforeOrAfterATestFailsIt() {
        TestRun run = TestRun.of(output, Map.of(), FailingSamples.PanicsAround.class);

        for (String test : List.of("before()", "behind()")) {
            assertThat(run.failure(test))
                    .isInstanceOf(GuestPanicError.class)
                    .hasMessageContaining("Kernel panic - not syncing: sysrq triggered crash");
            assertThat(run.files(test)).containsKey("machine-console.log");
        }
    }

    @Test
    void afterAKilledQemuItsExitAndTheConsoleAreReported() {
        assertThat(linux.text("killed(Machine, QmpClient)", "machine-qemu.txt")).contains("QEMU was killed (SIGKILL)");
        assertThat(linux.text("killed(Machine, QmpClient)", "machine-console.log"))
                .contains(TinyLinux.PROMPT);
        assertThat(linux.files("killed(Machine, QmpClient)")).containsKey("machine-no-screen.txt");
    }

    @Test
    void aFailureBeforeTheTestWritesFilesToo() {
        TestRun run = TestRun.of(output, Map.of(), FailingSamples.BeforeTheTest.class);

        assertThat(run.failure("neverReached()")).hasMessage("before the test");
        assertThat(run.text("neverReached()", "machine-qmp.log")).contains("\"execute\":\"stop\"");
        assertThat(run.text("neverReached()", "machine-state.txt")).contains("\"status\":\"paused\"");
    }

    @Test
    void aQemuThatDoesNotStartFailsTheTestWithItsOutputAndCommandLine() {
        TestRun run = TestRun.of(output, Map.of(), FailingSamples.NoStart.class);

        assertThat(run.failure("neverStarted(Machine)"))
                .isInstanceOf(MachineStartException.class)
                .hasMessageContaining("'no-such-device' is not a valid device model name");
        assertThat(run.text("neverStarted(Machine)", "start.txt")).contains("-device no-such-device");
    }

    @Test
    void theScreenOfAGuestThatIsNotReadyInTimeIsSaved() {
        TestRun run = TestRun.of(output, Map.of(), FailingSamples.NotReady.class);

        assertThat(run.failure("neverReady(Machine)")).hasMessageContaining("what never comes");
        assertThat(run.files("neverReady(Machine)")).containsOnlyKeys(ALL);
    }

    @Test
    void ifAMachineIsNotReadyTheOtherTestsOfItsClassFailImmediately() {
        TestRun run = TestRun.of(output, Map.of(), FailingSamples.NotReady.class);

        assertThat(run.failure("neverTriedAgain(Machine)"))
                .hasMessageStartingWith("the machines of these tests did not become ready for an earlier test, and are"
                        + " not booted again: the console 'console' has not printed 'what never comes' within 1 s")
                .hasCause(run.failure("neverReady(Machine)"));
        assertThat(run.files("neverTriedAgain(Machine)"))
                .as("there is no machine to look into")
                .isEmpty();
    }
}
