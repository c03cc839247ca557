package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.qmp4j.client.QmpClient;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;

/** Two guests in a network of their own, reset together. */
@Tag("newest-jdk")
@Tag("slow")
@QemuTest
@QemuMachine(value = "server", definition = TinyLinux.class, ready = TinyLinux.PROMPT, networks = "lan", screen = false)
@QemuMachine(value = "client", definition = TinyLinux.class, ready = TinyLinux.PROMPT, networks = "lan", screen = false)
@SuppressWarnings("NullAway.Init")
class TwoMachinesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @QemuMachine("server")
    private QmpClient serversMonitor;

    @QemuMachine("server")
    private Machine server;

    @RepeatedTest(2)
    void guestsReachEachOtherAndAResetDiscardsTheirState(
            @QemuMachine("server") Console serverConsole, @QemuMachine("client") Console clientConsole) {
        assertThat(serversMonitor).isSameAs(server.client());
        assertThat(run(serverConsole, "ip address show dev eth0")).doesNotContain("inet ");

        run(serverConsole, "ip address add 10.0.0.1/24 dev eth0; ip link set eth0 up");
        run(clientConsole, "ip address add 10.0.0.2/24 dev eth0; ip link set eth0 up");
        assertThat(run(clientConsole, "ping -c 1 -w 30 10.0.0.1")).contains("1 packets received, 0% packet loss");
    }

    private static String run(Console console, String command) {
        console.sendLine(command);
        return console.expect(TinyLinux.PROMPT, PATIENCE).before();
    }
}
