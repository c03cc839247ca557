package org.qmp4j.cli.tour;

import java.nio.file.Path;
import java.util.Optional;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.host.QemuInstallations;

/** Finds a QEMU on this host, or has one installed. */
public final class QemuProgram {
    private final Environment environment;

    /** A search in that environment. */
    public QemuProgram(Environment environment) {
        this.environment = environment;
    }

    private QemuInstallations places() {
        return QemuInstallations.of(environment.variables());
    }

    /**
     * The program of that name: a path, or one on the PATH.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if there is none that can be started
     */
    public QemuInstallation named(Path name) {
        return places().named(name);
    }

    /** A QEMU of this host, installed if there is none; empty where none can be had. */
    public Optional<QemuInstallation> findOrInstall() {
        Optional<QemuInstallation> found = find();
        if (found.isPresent()) {
            return found;
        }
        new AptInstallation(environment).run();
        return find();
    }

    /** A QEMU of this host; empty where there is none. */
    public Optional<QemuInstallation> find() {
        return places().firstOfAnyKind();
    }
}
