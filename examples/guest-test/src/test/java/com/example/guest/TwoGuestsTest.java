package com.example.guest;

import java.time.Duration;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Console;

// tag::two
@QemuMachine(
        value = "server",
        networks = "lan",
        kernel = "${guest}/kernel",
        initrd = "${guest}/initramfs",
        append = "console=ttyS0 quiet no_timer_check",
        ready = "guest> ")
@QemuMachine(
        value = "client",
        networks = "lan",
        kernel = "${guest}/kernel",
        initrd = "${guest}/initramfs",
        append = "console=ttyS0 quiet no_timer_check",
        ready = "guest> ")
class TwoGuestsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @QemuTest
    void theClientReachesTheServer(@QemuMachine("server") Console server, @QemuMachine("client") Console client) {
        server.sendLine("ip address add 10.0.0.1/24 dev eth0; ip link set eth0 up");
        client.sendLine("ip address add 10.0.0.2/24 dev eth0; ip link set eth0 up");
        client.sendLine("ping -c 1 -w 20 10.0.0.1");
        client.expect("1 packets received", PATIENCE);
    }
}
// end::two
