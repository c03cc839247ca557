package org.qmp4j.cli.tour;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.machine.part.MachineType;

/** A QEMU that is started for the tour. {@link #close()}, or a signal, ends it and removes its folder. */
final class TourQemu implements TourPeer {
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(10);

    private final QemuInstallation program;
    private final CleanUp cleanUp = CleanUp.onExit(this::end);
    private volatile @Nullable Machine machine;

    TourQemu(QemuInstallation program) {
        this.program = program;
    }

    @Override
    public void start(Deadline deadline) {
        machine = Machine.builder()
                .qemu(program)
                .name("tour")
                .with(MachineType.of("none"), Accelerator.TCG)
                .arguments("-S")
                .attachable()
                .startTimeout(deadline.remaining())
                .start();
    }

    @Override
    public void describe(TourOutput out) {
        out.explain("Start a QEMU without a machine. It starts fast and answers commands:");
        out.commandLine(program.emulator().getFileName() + " -machine none -nodefaults -display none -S -qmp unix:"
                + socket() + ",server=on,wait=off &");
    }

    @Override
    public Path socket() {
        return started().attachSocket().orElseThrow();
    }

    @Override
    public String awaitExit() {
        return "QEMU has ended, with exit code "
                + started().awaitExit(EXIT_TIMEOUT).exitCode().getAsInt() + ".";
    }

    private Machine started() {
        return Objects.requireNonNull(machine, "start() was not called");
    }

    private void end() {
        Machine started = machine;
        if (started != null) {
            started.close();
        }
    }

    @Override
    public void close() {
        cleanUp.close();
    }
}
