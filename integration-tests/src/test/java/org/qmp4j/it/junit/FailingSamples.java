package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.support.Signals;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.protocol.RawCommand;

/** Tests that fail, each in another way; run only by {@link FailureFilesIT}. */
final class FailingSamples {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FailingSamples() {}

    /** On a guest that runs. */
    @QemuTest
    @QemuMachine(definition = TinyLinux.class, ready = TinyLinux.PROMPT)
    static class OnLinux {
        @Test
        void assertion(QmpClient vm, Console console) {
            vm.execute(RawCommand.named("object-add")
                    .with("qom-type", "secret")
                    .with("id", "s0")
                    .with("data", "a-word-that-nobody-should-read"));
            vm.execute(RawCommand.named("object-del").with("id", "s0"));
            console.sendLine("echo 'this is on the screen' >/dev/tty0; echo one; echo two");
            console.expect("two\r\n", PATIENCE);
            assertThat(console.text()).contains("three");
        }

        @Test
        void refusedCommand(QmpClient vm) {
            vm.execute(RawCommand.named("device_del").with("id", "no-such-device"));
        }

        @Test
        void silence(Console console) {
            console.sendLine("echo nothing of the kind");
            console.expect("what never comes", Duration.ofSeconds(1));
        }

        @Test
        void panicThatIsWaitedPast(Console console) {
            console.sendLine("echo 'Kernel panic - not syncing: of no consequence' >/dev/ttyS0; echo over");
            // A wait does not pass over a panic; reading the text does.
            while (!console.text().contains("over\r\n")) {
                Thread.onSpinWait();
            }
        }

        @Test
        void panic(Console console) {
            console.sendLine("echo c >/proc/sysrq-trigger");
            console.expect("what never comes", PATIENCE);
        }

        @Test
        void killed(Machine machine, QmpClient vm) throws Exception {
            Signals.send("KILL", machine.pid());
            vm.execute(RawCommand.named("query-status"));
        }
    }

    /** Panics of the guest, before a test and behind one. */
    @QemuTest
    @QemuMachine(definition = TinyLinux.class, ready = TinyLinux.PROMPT)
    static class PanicsAround {
        @BeforeEach
        void before(TestInfo test, Console console) {
            if (test.getDisplayName().startsWith("before")) {
                panic(console);
                console.expect("what never comes", PATIENCE);
            }
        }

        @AfterEach
        void after(TestInfo test, Console console) {
            if (test.getDisplayName().startsWith("behind")) {
                panic(console);
            }
        }

        private static void panic(Console console) {
            long from = console.position();
            console.sendLine("echo c >/proc/sysrq-trigger");
            while (!console.textFrom(from).contains("end Kernel panic")) {
                Thread.onSpinWait();
            }
        }

        @Test
        void before() {}

        @Test
        void behind() {}
    }

    /** Before the test. */
    @QemuTest
    @QemuMachine(type = "none", screen = false)
    static class BeforeTheTest {
        @BeforeEach
        void fails(QmpClient vm) {
            vm.execute(RawCommand.named("stop"));
            throw new IllegalStateException("before the test");
        }

        @Test
        void neverReached() {}
    }

    /** QEMU ends before its monitor is there. */
    @QemuTest
    @QemuMachine(arguments = {"-device", "no-such-device"})
    static class NoStart {
        @Test
        void neverStarted(Machine machine) {
            assertThat(machine).isNull();
        }
    }

    /** The guest is not ready in time. */
    @QemuTest
    @QemuMachine(definition = Silent.class, ready = "what never comes", readyWithinSeconds = 1)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class NotReady {
        @Test
        void neverReady(Machine machine) {
            assertThat(machine).isNull();
        }

        @Test
        void neverTriedAgain(Machine machine) {
            assertThat(machine).isNull();
        }
    }

    /** A machine without a guest. */
    static final class Silent implements org.qmp4j.junit.MachineDefinition {
        @Override
        public List<MachinePart> parts(QemuInstallation qemu) {
            return List.of();
        }
    }
}
