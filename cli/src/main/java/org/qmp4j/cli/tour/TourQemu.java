package org.qmp4j.cli.tour;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.machine.part.MachineType;

/** A QEMU of our own in a folder of its own, both of which are gone after {@link #close()} and after a signal. */
final class TourQemu implements TourHost {
    private static final Duration TO_DIE = Duration.ofSeconds(10);

    private final QemuInstallation program;
    private final CleanUp cleanUp = CleanUp.by(this::end);
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
    public void introduce(Narrator narrator) {
        narrator.say("A QEMU of our own, without a machine in it: enough to talk to, and there in a moment.");
        narrator.typed(program.emulator().getFileName() + " -machine none -nodefaults -display none -S -qmp unix:"
                + socket() + ",server=on,wait=off &");
    }

    @Override
    public Path socket() {
        return started().attachSocket().orElseThrow();
    }

    @Override
    public String awaitEnd() {
        return "QEMU has ended, with exit code " + started().awaitExit(TO_DIE).exitCode() + ".";
    }

    private Machine started() {
        return Objects.requireNonNull(machine, "it was not started");
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
