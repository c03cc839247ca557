package org.qmp4j.it.schema;

import java.nio.file.Path;
import java.util.Optional;
import org.qmp4j.machine.error.QemuNotFoundException;
import org.qmp4j.machine.host.QemuInstallations;

/** The versions of QEMU on this machine: those on the PATH, and those that {@code scripts/fetch-qemu} has unpacked. */
final class InstalledQemu {
    private InstalledQemu() {}

    /** The {@code qemu-system-x86_64} of a version such as 10.0; empty if that version is not installed. */
    static Optional<Path> find(String version) {
        try {
            return Optional.of(
                    QemuInstallations.of(System.getenv()).version(version).emulator());
        } catch (QemuNotFoundException none) {
            return Optional.empty();
        }
    }
}
