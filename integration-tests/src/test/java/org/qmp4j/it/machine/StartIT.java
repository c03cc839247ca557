package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.machine.EndPlan;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineBuilder;
import org.qmp4j.machine.MachineExit;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.protocol.RawCommand;

/** A machine starts, or tells why it does not. */
@ExtendWith(NoLeaks.class)
class StartIT {
    private static MachineBuilder machine() {
        return Machine.builder()
                .qemu(QemuInstallation.of(Programs.qemu("qemu-system-x86_64")))
                .with(MachineType.of("none"));
    }

    @Test
    void aMachineAnswersAsSoonAsItIsStarted() {
        try (Machine vm = machine().start()) {
            assertThat(vm.client()
                            .execute(RawCommand.named("query-status"))
                            .path("running")
                            .booleanValue())
                    .isTrue();
            assertThat(vm.words()).isEmpty();

            MachineExit exit = vm.end(EndPlan.quick());

            assertThat(exit.kind()).isEqualTo(MachineExit.Kind.ORDERLY);
            assertThat(exit.shutdownReason()).contains("host-qmp-quit");
        }
    }

    @Test
    void aBadArgumentIsToldInTheWordsOfQemu() {
        MachineStartException failed = catchThrowableOfType(
                MachineStartException.class,
                () -> machine().arguments("-device", "nosuch").start());

        assertThat(failed).hasMessageContaining("ended with code 1 before its monitor was there");
        assertThat(failed.words()).contains("-device nosuch").contains("is not a valid device");
        assertThat(failed.exitCode()).hasValue(1);
        assertThat(failed.commandLine()).contains(" -device nosuch ");
    }
}
