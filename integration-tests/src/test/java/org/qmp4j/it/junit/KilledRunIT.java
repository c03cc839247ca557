package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.HoldingJvm;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Machine;

/** A run of tests that is killed leaves no QEMU, and the next run removes what else it left. */
@Tag("newest-jdk")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class KilledRunIT {
    @TempDir
    private Path output;

    /** In the JVM that is killed: a test that does not end by itself. */
    static class Held {
        @QemuTest
        @QemuMachine(type = "none", screen = false)
        void untilSomebodyGoesOn(Machine machine) throws Exception {
            System.out.println(machine.pid() + " " + machine.folder());
            var unused = System.in.read();
        }
    }

    /** The program of that JVM. */
    static final class Tests {
        private Tests() {}

        public static void main(String[] arguments) {
            TestRun run = TestRun.of(Path.of(arguments[0]), Map.of(), Held.class);
            boolean allPassed = run.statuses().values().stream().allMatch(Status.SUCCESSFUL::equals);
            System.exit(allPassed ? 0 : 1);
        }
    }

    @Test
    void theNextRunRemovesTheFilesOfAKilledRun() throws Exception {
        Path left;
        try (HoldingJvm killed = HoldingJvm.start(Tests.class, output.toString())) {
            ProcessHandle qemu = killed.child();
            left = killed.folder();
            assertThat(qemu.isAlive()).isTrue();

            killed.kill();

            Await.until("the end of QEMU", () -> !qemu.isAlive());
            assertThat(left).exists();
        }
        try (HoldingJvm next = HoldingJvm.start(Tests.class, output.toString())) {
            assertThat(left).doesNotExist();
            assertThat(next.folder()).exists();

            assertThat(next.goOn()).isZero();

            assertThat(next.folder()).doesNotExist();
        }
    }
}
