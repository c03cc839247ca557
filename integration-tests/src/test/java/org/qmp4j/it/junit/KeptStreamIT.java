package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.junit.MachineDefinition;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineExit;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/** Machines with a stream job that is concluded and was not dismissed: QEMU 7.2 crashes if its block nodes are listed then. */
@Tag("newest-jdk")
@Tag("slow")
@SuppressWarnings("NullAway.Init")
class KeptStreamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static void concludeStream(QmpClient vm) {
        vm.execute(RawCommand.named("blockdev-add")
                .with("driver", "null-co")
                .with("node-name", "disk0")
                .with("size", 1 << 20));
        try (EventSubscription<RawEvent> changes = vm.events("JOB_STATUS_CHANGE")) {
            vm.execute(RawCommand.named("block-stream")
                    .with("job-id", "job0")
                    .with("device", "disk0")
                    .with("auto-dismiss", false));
            changes.await(event -> event.data().path("status").asString().equals("concluded"), PATIENCE);
        }
    }

    @Nested
    @QemuTest
    @QemuMachine(screen = false)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class LeftByATest {
        private static Machine first;

        @Test
        @Order(1)
        void theFirstTestLeavesAJob(Machine machine, QmpClient vm) {
            first = machine;
            concludeStream(vm);
        }

        @Test
        @Order(2)
        void theNextTestHasAnotherMachineAndTheFirstOneWasShutDown(Machine machine, QmpClient vm) {
            assertThat(machine.pid()).isNotEqualTo(first.pid());
            assertThat(first.awaitExit(PATIENCE).kind()).isEqualTo(MachineExit.Kind.ORDERLY);
            assertThat(vm.execute(RawCommand.named("query-jobs"))).isEmpty();
        }
    }

    /** Leaves the job before the state is saved. */
    static final class WithJob implements MachineDefinition {
        @Override
        public List<MachinePart> parts(QemuInstallation qemu) {
            return List.of();
        }

        @Override
        public void prepare(Machine machine) {
            concludeStream(machine.client());
        }
    }

    @Nested
    @QemuTest
    @QemuMachine(screen = false, definition = WithJob.class)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class LeftByTheDefinition {
        private static Machine first;

        @Test
        @Order(1)
        void theFirstTestSeesTheJob(Machine machine, QmpClient vm) {
            first = machine;
            assertThat(vm.execute(RawCommand.named("query-jobs"))).hasSize(1);
        }

        @Test
        @Order(2)
        void aMachineWithUnknownBlockNodesIsNotReset(Machine machine, QmpClient vm) {
            boolean known = vm.greeting().version().isAtLeast(10, 0);
            assertThat(machine.pid() == first.pid()).isEqualTo(known);
            assertThat(vm.execute(RawCommand.named("query-jobs"))).hasSize(1);
            if (!known) {
                assertThat(first.awaitExit(PATIENCE).kind()).isEqualTo(MachineExit.Kind.ORDERLY);
            }
        }
    }
}
