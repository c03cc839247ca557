package org.qmp4j.cli.tour;

import java.nio.file.Path;
import java.util.Optional;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.host.QemuInstallations;

/** Finds a QEMU on this host, or installs one. */
public final class QemuProgram {
    private final Environment environment;

    /** Searches in the environment's PATH. */
    public QemuProgram(Environment environment) {
        this.environment = environment;
    }

    private QemuInstallations installations() {
        return QemuInstallations.of(environment.variables());
    }

    /**
     * Returns the program with this name, which is a path or a name on the PATH.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if there is no such program that can be started
     */
    public QemuInstallation named(Path name) {
        return installations().named(name);
    }

    /** Returns a QEMU of this host, after installing one if necessary; empty if that is not possible. */
    public Optional<QemuInstallation> findOrInstall() {
        Optional<QemuInstallation> found = find();
        if (found.isPresent()) {
            return found;
        }
        new AptInstallation(environment).run();
        return find();
    }

    /** Returns a QEMU of this host; empty if there is none. */
    public Optional<QemuInstallation> find() {
        return installations().firstOfAnyKind();
    }
}
