package com.example.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp4j.junit.MachineDefinition;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Kernel;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.machine.part.UserNetwork;

// tag::own
@QemuTest
@QemuMachine(definition = OwnMachineTest.Guest.class, ready = "guest> ")
class OwnMachineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static class Guest implements MachineDefinition {
        @Override
        public List<MachinePart> parts(QemuInstallation qemu) {
            Path folder = Path.of(System.getProperty("guest"));
            return List.of(
                    Kernel.of(folder.resolve("kernel"))
                            .initrd(folder.resolve("initramfs"))
                            .commandLine("console=ttyS0 quiet no_timer_check"),
                    UserNetwork.virtio());
        }

        @Override
        public void prepare(Machine machine) {
            // Once, before the state is saved that each test begins with.
            machine.console().sendLine("ip address add 10.0.2.15/24 dev eth0; ip link set eth0 up");
            machine.console().expect("guest> ", PATIENCE);
        }
    }

    @Test
    void theGuestHasItsAddress(Console console) {
        console.sendLine("ip -o address show dev eth0 | grep -o '10[.0-9]*' | head -n 1");
        assertEquals("10.0.2.15\r\n", console.expect("guest> ", PATIENCE).before());
    }
}
// end::own
