package org.qmp4j.it.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Programs;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineBuilder;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Kernel;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.machine.part.Memory;
import org.qmp4j.machine.part.SerialConsole;

/** Machines of the QEMU under test. */
final class TestMachines {
    /** A guest under emulation on a busy host takes its time. */
    static final Duration PATIENCE = Await.PATIENCE.multipliedBy(2);

    private TestMachines() {}

    static QemuInstallation qemu() {
        return QemuInstallation.of(Programs.qemu("qemu-system-x86_64"));
    }

    /** One without any hardware. */
    static MachineBuilder bare() {
        return Machine.builder().qemu(qemu()).with(MachineType.of("none"));
    }

    /** One that boots the tiny Linux of {@code scripts/fetch-guest}, with a console. */
    static MachineBuilder linux() {
        return linux("initramfs");
    }

    /** Like {@link #linux()}, with another initial file system, and more kernel arguments. */
    static MachineBuilder linux(String initramfs, String... words) {
        Path folder = guestFolder();
        assumeTrue(Files.exists(folder.resolve("kernel")), "no tiny Linux here: run scripts/fetch-guest");
        return Machine.builder()
                .qemu(qemu())
                .with(MachineType.of("q35"), Memory.mebibytes(128), SerialConsole.first())
                .with(Kernel.of(folder.resolve("kernel"))
                        .initrd(folder.resolve(initramfs))
                        .commandLine("console=ttyS0 quiet mitigations=off tsc=reliable no_timer_check nowatchdog "
                                + String.join(" ", words)));
    }

    static Path guestFolder() {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("qmp4j/guest");
    }
}
