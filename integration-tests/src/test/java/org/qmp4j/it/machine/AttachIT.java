package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.HoldingJvm;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineExit;
import org.qmp4j.machine.Orphans;
import org.qmp4j.machine.ShutdownPlan;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.protocol.RawCommand;

/** The next JVM attaches to a machine that a JVM has detached. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class AttachIT {
    @TempDir
    private Path folder;

    private static Path detached() throws Exception {
        try (HoldingJvm first = HoldingJvm.start(HoldingMachine.class, "detached")) {
            assertThat(first.goOn()).isZero();
            assertThat(first.child().isAlive()).isTrue();
            return first.folder();
        }
    }

    @Test
    void theNextJvmUsesAndStopsTheMachine() throws Exception {
        Path left = detached();

        try (Machine vm = Machine.attach(left)) {
            assertThat(vm.isAlive()).isTrue();
            assertThat(vm.folder()).isEqualTo(left);
            assertThat(vm.commandLine().arguments()).contains("-machine", "none");
            assertThat(vm.client()
                            .execute(RawCommand.named("query-status"))
                            .path("running")
                            .booleanValue())
                    .isTrue();

            MachineExit exit = vm.end(ShutdownPlan.quick());

            assertThat(exit.kind()).isEqualTo(MachineExit.Kind.ORDERLY);
            assertThat(exit.shutdownReason()).contains("host-qmp-quit");
            assertThat(exit.exitCode()).isEmpty();
            assertThat(vm.isAlive()).isFalse();
        }
        assertThat(left).doesNotExist();
    }

    @Test
    void closingAnAttachedMachineStopsIt() throws Exception {
        Machine vm = Machine.attach(detached());
        try (vm) {
            assertThat(vm.isAlive()).isTrue();
        }
        assertThat(vm.isAlive()).isFalse();
        assertThat(vm.folder()).doesNotExist();
    }

    @Test
    void aMachineHasOneOwner() throws Exception {
        Path left = detached();
        try (HoldingJvm owner = HoldingJvm.start(HoldingMachine.class, "attached", left.toString())) {
            assertThatThrownBy(() -> Machine.attach(left))
                    .isInstanceOf(MachineException.class)
                    .hasMessageMatching("cannot attach to the machine in " + left
                            + ": it belongs to the Java process \\d+, which has to call detach\\(\\) first");
            owner.goOn();
        }
        assertThat(left).doesNotExist();
    }

    @Test
    void anAttachedMachineExitsWithItsNewJvmEvenIfThatIsKilled() throws Exception {
        Path left = detached();
        try (HoldingJvm owner = HoldingJvm.start(HoldingMachine.class, "attached", left.toString())) {
            ProcessHandle qemu = owner.child();

            owner.kill();

            Await.until("the end of QEMU", () -> !qemu.isAlive());
            // Not by its result: another JVM may remove it first.
            var unused = Orphans.remove();
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void aMachineThatWasNotDetachedCannotBeAttached() {
        try (Machine vm = TestMachines.bare().detachable().start()) {
            assertThatThrownBy(() -> Machine.attach(vm.folder()))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("it belongs to the Java process "
                            + ProcessHandle.current().pid());
            assertThat(vm.client().isOpen()).isTrue();
        }
    }

    @Test
    void afterQemuHasExitedThereIsNothingToAttach() throws Exception {
        Path left = detached();
        try (QmpClient client = QmpClient.connect(Endpoint.unix(left.resolve("qmp")))) {
            client.execute(RawCommand.named("quit"));
            client.whenClosed().join();
        }
        Await.until("the end of QEMU", () -> {
            try {
                Machine.attach(left).detach();
                return false;
            } catch (MachineException exited) {
                return exited.getMessage().endsWith("its QEMU has exited");
            } catch (QmpException exiting) {
                return false;
            }
        });
        var unused = Orphans.remove();
        assertThat(left).doesNotExist();
    }

    @Test
    void anUnrelatedFolderCannotBeAttached() throws Exception {
        assertThatThrownBy(() -> Machine.attach(folder))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("it is not the folder of a machine of this user");
        Files.writeString(folder.resolve("owner"), "nonsense");
        assertThatThrownBy(() -> Machine.attach(folder)).isInstanceOf(MachineException.class);
    }

    @Test
    void anAttachThatFailsLeavesTheMachineDetached() throws Exception {
        Path left = detached();
        ConnectOptions impatient =
                ConnectOptions.builder().connectTimeout(Duration.ofMillis(300)).build();
        try (QmpClient other = QmpClient.connect(Endpoint.unix(left.resolve("qmp")))) {
            assertThatThrownBy(() -> Machine.attach(left, impatient))
                    .isInstanceOf(QmpException.class)
                    .hasMessageContaining("already connected");
            assertThat(other.isOpen()).isTrue();
        }
        assertThat(Orphans.remove()).doesNotContainKey(left);

        Machine.attach(left).close();

        assertThat(left).doesNotExist();
    }

    @Test
    void theExitOfAKilledQemuIsReportedWithAnUnknownKind() throws Exception {
        try (Machine vm = Machine.attach(detached())) {
            ProcessHandle.of(vm.pid()).orElseThrow().destroyForcibly();

            assertThat(vm.awaitExit(Await.PATIENCE).kind()).isEqualTo(MachineExit.Kind.UNKNOWN);
        }
    }

    @Test
    void aConsoleCanBeAttachedSeveralTimes() throws Exception {
        Machine vm = TestMachines.linux().name("guest").detachable().start();
        try {
            vm.console().expect("guest: ready\\s+guest> ", TestMachines.PATIENCE);
            for (int round = 1; round <= 2; round++) {
                vm.detach();
                vm = Machine.attach(vm.folder());

                assertThat(vm.name()).isEqualTo("guest");
                assertThat(vm.console()
                                .run("echo round " + round, TestMachines.PATIENCE)
                                .output())
                        .isEqualTo("round " + round + "\n");
            }
            assertThat(Files.readString(vm.console().logFile()))
                    .contains("guest: ready")
                    .contains("round 1")
                    .contains("round 2");
        } finally {
            vm.close();
        }
        assertThat(vm.folder()).doesNotExist();
    }
}
