package org.qmp4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.tour.QemuProgram;
import org.qmp4j.cli.tour.Tour;
import org.qmp4j.machine.host.QemuInstallation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code qmp try}: a tour with a QEMU of its own. */
@Command(
        name = "try",
        header = "Shows a real QEMU answering: a tour with a QEMU of its own.",
        description = {
            "",
            "Starts a QEMU without a machine in it, talks to it, and ends it. Nothing is left behind, also on Ctrl-C. Where"
                    + " no QEMU is found, it is installed by apt if this user may do that without a password; else a fake"
                    + " takes its place, and says so."
        },
        footer = {"", "Example:", "  qmp try"})
final class TryCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(
            names = "--qemu",
            paramLabel = "PROGRAM",
            description = "The QEMU to start (default: qemu-system-x86_64, or another one that is found on the PATH).")
    private @Nullable Path program;

    @Option(names = "--no-install", description = "Installs nothing.")
    private boolean noInstall;

    TryCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        QemuProgram finder = new QemuProgram(environment);
        if (program != null) {
            Tour.with(environment, finder.named(program)).walk();
        } else {
            Optional<QemuInstallation> qemu = noInstall ? finder.find() : finder.findOrInstall();
            qemu.map(found -> Tour.with(environment, found))
                    .orElseGet(() -> Tour.withoutQemu(environment))
                    .walk();
        }
        return ExitCode.DONE;
    }
}
