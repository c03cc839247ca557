package com.example.guest;

// tag::guest
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.qmp4j.client.QmpClient;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.ShutdownPlan;
import org.qmp4j.protocol.RawCommand;

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
    void theGuestCanReckon() {
        console.sendLine("echo $((6 * 7)) >/tmp/answer; cat /tmp/*");
        assertEquals("42\r\n", console.expect("guest> ", PATIENCE).before());
    }

    @QemuTest
    void nothingIsLeftOfOtherTests() {
        console.sendLine("ls /tmp");
        assertEquals("", console.expect("guest> ", PATIENCE).before());
    }

    @QemuTest
    void aGuestThatWasStoppedGoesOn(QmpClient vm) {
        vm.execute(RawCommand.named("stop"));
        console.sendLine("echo 'I was stopped'");
        vm.execute(RawCommand.named("cont"));
        console.expect("I was stopped", PATIENCE);
    }

    @QemuTest
    void thePowerButtonIsObeyed(Machine machine) {
        assertEquals(
                Optional.of("guest-shutdown"),
                machine.end(ShutdownPlan.powerdown(PATIENCE)).shutdownReason());
    }
}
// end::guest
