package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.blockResize;
import static org.qmp4j.qemu.QemuCommands.queryName;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineExit;
import org.qmp4j.machine.QemuAbilities;
import org.qmp4j.machine.ShutdownPlan;
import org.qmp4j.machine.StorageDaemon;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.host.QemuInstallations;
import org.qmp4j.machine.image.QemuImg;
import org.qmp4j.machine.part.Cpus;
import org.qmp4j.machine.part.Disk;
import org.qmp4j.machine.part.Kernel;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.machine.part.Memory;
import org.qmp4j.machine.part.SerialConsole;
import org.qmp4j.machine.part.UserNetwork;

/** The samples of {@code docs/guide/machines.md}. */
public final class Machines {
    private Machines() {}

    static void bare() {
        // tag::bare
        try (Machine vm = Machine.builder().with(MachineType.of("none")).start()) {
            System.out.println(vm.client().execute(queryName()));
            MachineExit exit = vm.end(ShutdownPlan.quick());
            System.out.println(exit);
        }
        // end::bare
    }

    static void guest(Path kernel, Path initrd, Path disk) {
        // tag::guest
        try (Machine vm = Machine.builder()
                .with(MachineType.of("q35"), Memory.mebibytes(256), Cpus.of(2))
                .with(Kernel.of(kernel).initrd(initrd).commandLine("console=ttyS0"))
                .with(Disk.qcow2(disk).withOverlay(), UserNetwork.virtio().forward(2222, 22))
                .with(SerialConsole.first())
                .arguments("-device", "virtio-rng-pci")
                .start()) {
            System.out.println(vm.commandLine());

            Console console = vm.console();
            console.failOn(Pattern.compile("Kernel panic"));
            console.expect("login: ", Duration.ofMinutes(1));
            console.sendLine("root");

            MachineExit exit = vm.end(ShutdownPlan.powerdown(Duration.ofSeconds(30)));
            System.out.println(exit.endedBy() + " " + exit.shutdownReason());
        }
        // end::guest
    }

    static void resize(Machine vm) {
        // tag::resize
        vm.client().execute(blockResize(20L << 30, disk -> disk.nodeName("disk0")));
        // end::resize
    }

    static Path detach() {
        // tag::detach
        Machine vm = Machine.builder().with(MachineType.of("none")).detachable().start();
        Path folder = vm.folder();
        vm.detach();
        // end::detach
        return folder;
    }

    static void attach(Path folder) {
        // tag::attach
        try (Machine vm = Machine.attach(folder)) {
            System.out.println(vm.pid() + " " + vm.client().greeting().version());
            System.out.println(vm.end(ShutdownPlan.quick()));
        }
        // end::attach
    }

    static void find() {
        // tag::find
        QemuInstallation qemu = QemuInstallations.ofThisHost().version("10.0");
        QemuAbilities abilities = QemuAbilities.of(qemu);
        for (QemuAbilities.TriedAccelerator tried : abilities.accelerators()) {
            System.out.println(tried.name() + ": " + (tried.isUsable() ? "usable" : tried.reason()));
        }
        // end::find
    }

    static void images(QemuInstallation qemu, Path base, Path overlay) {
        // tag::images
        QemuImg qemuImg = QemuImg.of(qemu);
        qemuImg.createOverlay(overlay, base, "raw");
        System.out.println(qemuImg.info(overlay, "qcow2").virtualSize());

        try (StorageDaemon daemon = StorageDaemon.start(qemu, List.of())) {
            System.out.println(daemon.client().greeting().version());
        }
        // end::images
    }
}
