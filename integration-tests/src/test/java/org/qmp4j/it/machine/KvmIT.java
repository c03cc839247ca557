package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.QemuAbilities;
import org.qmp4j.machine.error.ConsoleException;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.protocol.RawCommand;

/** The only test with KVM: all others run their guests under TCG, so that they mean the same on every host. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class KvmIT {
    @Test
    void aGuestBootsUnderKvm() {
        QemuAbilities.of(TestMachines.qemu()).accelerators().stream()
                .filter(tried -> tried.name().equals("kvm"))
                .forEach(kvm -> assumeTrue(kvm.isUsable(), "KVM does not work here: " + kvm.reason()));
        assumeTrue(QemuAbilities.of(TestMachines.qemu()).canUse("kvm"), "this QEMU was built without KVM");

        try (Machine vm = TestMachines.linux().with(Accelerator.KVM).start()) {
            vm.console().expect("guest> ", Await.PATIENCE);

            assertThat(vm.client()
                            .execute(RawCommand.named("query-kvm"))
                            .path("enabled")
                            .booleanValue())
                    .isTrue();
        } catch (ConsoleException notReady) {
            if (!notReady.output().isEmpty()) {
                throw notReady;
            }
            abort("KVM is here, but a guest under it shows no sign of life");
        }
    }
}
