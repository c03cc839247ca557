package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Signals;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineExit;
import org.qmp4j.machine.MachineExit.Kind;
import org.qmp4j.machine.ShutdownPlan;
import org.qmp4j.machine.ShutdownStep;
import org.qmp4j.machine.part.MachineType;

/** Every way in which a machine can end, and how it is reported. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class EndIT {
    private static final Duration SHORT = Duration.ofMillis(200);

    private static final ShutdownPlan HURRIED = ShutdownPlan.kill()
            .with(ShutdownStep.POWERDOWN, SHORT)
            .with(ShutdownStep.QUIT, SHORT)
            .with(ShutdownStep.TERMINATE, SHORT);

    @Test
    void aGuestThatHandlesThePowerButtonShutsDown() {
        try (Machine vm = TestMachines.linux().start()) {
            vm.console().expect("guest: ready", TestMachines.PATIENCE);

            MachineExit exit = vm.end(ShutdownPlan.powerdown(TestMachines.PATIENCE));

            assertThat(exit.kind()).isEqualTo(Kind.ORDERLY);
            assertThat(exit.shutdownReason()).contains("guest-shutdown");
            assertThat(exit.endedBy()).contains(ShutdownStep.POWERDOWN);
        }
    }

    @Test
    void ifTheGuestIgnoresThePowerButtonQuitIsNext() {
        try (Machine vm = TestMachines.bare().with(MachineType.of("q35")).start()) {
            MachineExit exit = vm.end(HURRIED.with(ShutdownStep.QUIT, Await.PATIENCE));

            assertThat(exit.kind()).isEqualTo(Kind.ORDERLY);
            assertThat(exit.shutdownReason()).contains("host-qmp-quit");
            assertThat(exit.endedBy()).contains(ShutdownStep.QUIT);
        }
    }

    @Test
    void withoutAMonitorASignalIsNext() {
        try (Machine vm = TestMachines.bare().start()) {
            vm.client().close();

            MachineExit exit =
                    vm.end(ShutdownPlan.powerdown(Await.PATIENCE).with(ShutdownStep.TERMINATE, Await.PATIENCE));

            assertThat(exit.kind()).isEqualTo(Kind.ORDERLY);
            assertThat(exit.endedBy()).contains(ShutdownStep.TERMINATE);
        }
    }

    @Test
    void aStoppedProcessIsFinallyKilled() throws Exception {
        try (Machine vm = TestMachines.bare().start()) {
            Signals.stop(vm.pid());

            MachineExit exit = vm.end(HURRIED);

            assertThat(exit.kind()).isEqualTo(Kind.KILLED);
            assertThat(exit.signal()).hasValue(9);
            assertThat(exit.endedBy()).contains(ShutdownStep.KILL);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM,ORDERLY", "SEGV,CRASHED", "ABRT,CRASHED", "KILL,KILLED"})
    void signalsFromOutsideAreReported(String signal, Kind kind) throws Exception {
        try (Machine vm = TestMachines.bare().start()) {
            CompletableFuture<MachineExit> end = vm.exit();
            assertThat(vm.exit()).as("calls keep no memory").isSameAs(end);
            assertThat(end.cancel(true)).isFalse();

            Signals.send(signal, vm.pid());

            MachineExit exit = end.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(exit.kind()).isEqualTo(kind);
            assertThat(exit.endedBy()).isEmpty();
            assertThat(exit.shutdownReason().orElse("none")).isEqualTo(kind == Kind.ORDERLY ? "host-signal" : "none");
            assertThat(vm.end(ShutdownPlan.quick())).isEqualTo(exit);
        }
    }

    @Test
    void closingLeavesNeitherProcessNorFolder() throws Exception {
        Machine vm = TestMachines.bare().start();
        Path process = Path.of("/proc/" + vm.pid());
        assertThat(process).exists();
        assertThat(Files.getPosixFilePermissions(vm.folder())).hasSize(3);

        vm.close();
        vm.close();

        assertThat(process).doesNotExist();
        assertThat(vm.folder()).doesNotExist();
    }

    @Test
    void anInterruptedThreadCanClose_andASecondCloseHasNoEffect() throws Exception {
        Machine vm = TestMachines.bare().start();
        Signals.stop(vm.pid());

        CompletableFuture<Boolean> stillInterrupted = Await.inBackground(() -> {
            Thread.currentThread().interrupt();
            vm.close();
            assertThat(vm.folder()).doesNotExist();
            return Thread.currentThread().isInterrupted();
        });
        vm.close();

        assertThat(vm.isAlive()).isFalse();
        assertThat(vm.folder()).doesNotExist();
        assertThat(stillInterrupted.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }
}
