package com.example.guest;

// tag::guest
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.qmp4j.qemu.QemuCommands.cont;
import static org.qmp4j.qemu.QemuCommands.stop;

import java.time.Duration;
import java.util.Optional;
import org.qmp4j.client.QmpClient;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.ShutdownPlan;

@QemuTest(versions = {"7.2", "10.0", "11"})
@QemuMachine(
        kernel = "${guest}/kernel",
        initrd = "${guest}/initramfs",
        append = "console=ttyS0 quiet no_timer_check",
        ready = "guest> ")
class GuestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Console console;

    @QemuTest
    void theGuestCanCalculate() {
        console.sendLine("echo $((6 * 7)) >/tmp/answer; cat /tmp/*");
        assertEquals("42\r\n", console.expect("guest> ", PATIENCE).before());
    }

    @QemuTest
    void nothingIsLeftOfOtherTests() {
        console.sendLine("ls /tmp");
        assertEquals("", console.expect("guest> ", PATIENCE).before());
    }

    @QemuTest
    void aStoppedGuestContinues(QmpClient vm) {
        vm.execute(stop());
        console.sendLine("echo 'I was stopped'");
        vm.execute(cont());
        console.expect("I was stopped", PATIENCE);
    }

    @QemuTest
    void theGuestShutsDownWhenItsPowerButtonIsPressed(Machine machine) {
        assertEquals(
                Optional.of("guest-shutdown"),
                machine.end(ShutdownPlan.powerdown(PATIENCE)).shutdownReason());
    }
}
// end::guest
