package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.qmp4j.client.QmpClient;
import org.qmp4j.junit.MachineDefinition;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.junit.RequiresAccelerator;
import org.qmp4j.junit.RequiresDevice;
import org.qmp4j.junit.StartFrom;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Firmware;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.protocol.RawCommand;

/** Tests that other tests run to check their results. */
final class Samples {
    /** The processes of the machines that the samples had, in order. */
    static final List<Long> PROCESSES = Collections.synchronizedList(new ArrayList<>());

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Samples() {}

    /** An installed version, as the name of the run shows, and one that does not exist. */
    static class Matrix {
        @QemuTest(versions = {"7.2", "10.0", "11", "99.9"})
        @QemuMachine(type = "none", screen = false)
        void version(Machine machine, QmpClient vm) {
            PROCESSES.add(machine.pid());
            assertThat(machine.isAlive()).isTrue();
            assertThat(vm.isOpen()).isTrue();
        }
    }

    /** A version that does not exist. */
    static class Required {
        @QemuTest(versions = "99.9", required = true)
        void version(Machine machine) {
            assertThat(machine).isNull();
        }
    }

    /** A machine with UEFI firmware, whose variables belong to the state. */
    @QemuTest
    @QemuMachine(type = "q35", screen = false, definition = Uefi.class)
    static class WithFirmware {
        @RepeatedTest(2)
        void runs(Machine machine) {
            PROCESSES.add(machine.pid());
        }
    }

    /** Its parts. */
    static final class Uefi implements MachineDefinition {
        static final Path CODE = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");
        static final Path VARIABLES = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");

        @Override
        public List<MachinePart> parts(QemuInstallation qemu) {
            return List.of(new Firmware(CODE, VARIABLES));
        }
    }

    /** JUnit runs {@code @Test} once. */
    @QemuTest(versions = {"7.2", "10.0"})
    static class Once {
        @Test
        void version(Machine machine) {
            assertThat(machine).isNull();
        }
    }

    /** Changes that a saved state does not hold, and an end. */
    @QemuTest
    @QemuMachine(screen = false)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @SuppressWarnings("NullAway.Init")
    static class Leftovers {
        private Machine machine;
        private QmpClient vm;

        @Test
        @Order(1)
        void leavesNothing() {
            PROCESSES.add(machine.pid());
            vm.execute(RawCommand.named("stop"));
        }

        @Test
        @Order(2)
        void leavesAnObject() {
            PROCESSES.add(machine.pid());
            assertThat(vm.execute(RawCommand.named("query-status"))
                            .get("running")
                            .booleanValue())
                    .isTrue();
            vm.execute(RawCommand.named("object-add")
                    .with("qom-type", "rng-builtin")
                    .with("id", "left"));
        }

        @Test
        @Order(3)
        void leavesNoMachine() {
            PROCESSES.add(machine.pid());
            // The same name again: it is gone.
            vm.execute(RawCommand.named("object-add")
                    .with("qom-type", "rng-builtin")
                    .with("id", "left"));
            vm.execute(RawCommand.named("quit"));
        }

        @Nested
        class InIt {
            @Test
            void hasTheOuterClassesMachine() {
                PROCESSES.add(machine.pid());
                assertThat(vm.isOpen()).isTrue();
            }
        }
    }

    /** A machine for each test. */
    @QemuTest(startFrom = StartFrom.BOOT)
    @QemuMachine(type = "none", screen = false)
    static class EachBoots {
        @Test
        void one(Machine machine) {
            PROCESSES.add(machine.pid());
        }

        @Test
        void other(Machine machine) {
            PROCESSES.add(machine.pid());
        }
    }

    /** The next test finds what the previous one has left. */
    @QemuTest(startFrom = StartFrom.LAST_TEST)
    @QemuMachine(type = "none", screen = false)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class GoesOn {
        @Test
        @Order(1)
        void leaves(QmpClient vm) {
            vm.execute(RawCommand.named("object-add")
                    .with("qom-type", "rng-builtin")
                    .with("id", "left"));
        }

        @Test
        @Order(2)
        void finds(QmpClient vm) {
            vm.execute(RawCommand.named("object-del").with("id", "left"));
        }
    }

    /** Both write to the disk, and find it as it was in the beginning. */
    @QemuTest
    @QemuMachine(definition = TinyLinux.class, ready = TinyLinux.PROMPT, disk = "${image}", screen = false)
    static class Disks {
        @RepeatedTest(2)
        void writes(Machine machine, Console console) {
            PROCESSES.add(machine.pid());
            console.sendLine(
                    "head -c 5 /dev/vda; echo; echo after | dd of=/dev/vda bs=512 conv=sync,fsync 2>/dev/null");
            assertThat(console.expect(TinyLinux.PROMPT, PATIENCE).before()).isEqualTo("begun\r\n");
            console.sendLine("head -c 5 /dev/vda; echo");
            assertThat(console.expect(TinyLinux.PROMPT, PATIENCE).before()).isEqualTo("after\r\n");
        }
    }

    /** A disk of which no state can be saved. */
    @QemuTest
    @QemuMachine(
            screen = false,
            arguments = {
                "-blockdev",
                "driver=null-co,node-name=disk,size=1048576",
                "-device",
                "virtio-blk-pci,drive=disk"
            })
    static class NoStateOfADisk {
        @Test
        void neverRuns(Machine machine) {
            assertThat(machine).isNull();
        }
    }

    /** Fails, so that its machine is kept. */
    @QemuTest
    @QemuMachine(definition = TinyLinux.class, ready = TinyLinux.PROMPT)
    static class Kept {
        @Test
        void fails(Machine machine, Console console) {
            PROCESSES.add(machine.pid());
            console.sendLine("left=behind; echo done");
            console.expect("done", PATIENCE);
            throw new IllegalStateException("to be looked into");
        }
    }

    /** Requirements that no QEMU or only some versions meet. */
    @QemuMachine(type = "none", screen = false)
    static class Requiring {
        @QemuTest
        @RequiresDevice({"virtio-net-pci", "no-such-device"})
        void device(Machine machine) {
            assertThat(machine).isNull();
        }

        @QemuTest
        @RequiresDevice("virtio-net-pci")
        void deviceThatIsThere(Machine machine) {
            assertThat(machine.isAlive()).isTrue();
        }

        @Test
        @RequiresAccelerator("no-such-accelerator")
        void accelerator() {}

        @Test
        @RequiresAccelerator("tcg")
        void acceleratorThatIsThere() {}
    }

    /** A meeting point for classes that run at the same time. */
    private static final CyclicBarrier MEETING = new CyclicBarrier(2);

    private static void meet() throws Exception {
        MEETING.await(60, TimeUnit.SECONDS);
    }

    /** Runs beside the other. */
    @QemuTest
    @QemuMachine(type = "none", screen = false)
    static class Beside {
        @Test
        void meetsTheOther(Machine machine) throws Exception {
            PROCESSES.add(machine.pid());
            meet();
            assertThat(machine.isAlive()).isTrue();
        }
    }

    /** Runs beside the other. */
    @QemuTest
    @QemuMachine(type = "none", screen = false)
    static class BesideToo {
        @Test
        void meetsTheOtherToo(Machine machine) throws Exception {
            PROCESSES.add(machine.pid());
            meet();
            assertThat(machine.isAlive()).isTrue();
        }
    }
}
