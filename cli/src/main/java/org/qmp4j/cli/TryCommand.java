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

/** {@code qmp try}: a tour with a QEMU that is started for it. */
@Command(
        name = "try",
        header = "Starts a QEMU and shows how to communicate with it: a short tour.",
        description = {
            "",
            "Starts a QEMU without a machine, sends commands to it, and ends it. No process and no file is left behind, also"
                    + " on Ctrl-C. If QEMU is not found, it is installed with apt if this user may do that without a"
                    + " password. Otherwise the tour uses a fake, and says so."
        },
        footer = {"", "Example:", "  qmp try"})
final class TryCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(
            names = "--qemu",
            paramLabel = "PROGRAM",
            description = "The QEMU to start (default: qemu-system-x86_64, or another QEMU on the PATH).")
    private @Nullable Path program;

    @Option(names = "--no-install", description = "Does not install QEMU.")
    private boolean noInstall;

    TryCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        QemuProgram finder = new QemuProgram(environment);
        if (program != null) {
            Tour.with(environment, finder.named(program)).run();
        } else {
            Optional<QemuInstallation> qemu = noInstall ? finder.find() : finder.findOrInstall();
            qemu.map(found -> Tour.with(environment, found))
                    .orElseGet(() -> Tour.withoutQemu(environment))
                    .run();
        }
        return ExitCode.SUCCESS;
    }
}
