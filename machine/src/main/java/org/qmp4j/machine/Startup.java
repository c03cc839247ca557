package org.qmp4j.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.machine.process.ChildProcess;

/** Starts a machine; where that fails nothing is left of it. */
final class Startup {
    /** How long a process whose connection has ended may take to end itself. */
    private static final Duration DYING = Duration.ofSeconds(3);

    private final QemuInstallation programs;
    private final StartOptions options;

    Startup(QemuInstallation programs, StartOptions options) {
        this.programs = programs;
        this.options = options;
    }

    Machine start(List<MachinePart> parts) {
        Lifetime lifetime = begin();
        try {
            Setup setup = new Setup(programs, lifetime);
            Optional<java.nio.file.Path> attachSocket = options.attach() == StartOptions.Attach.NO
                    ? Optional.empty()
                    : Optional.of(setup.addAttachSocket());
            setup.assemble(parts);
            ChildProcess process = launch(setup);
            Deadline deadline = Deadline.after(options.deadline());
            QmpClient client = connect(setup, process, deadline);
            lifetime.add(client);
            Map<String, Console> consoles = setup.acceptConsoles(deadline);
            return new Machine(new Running(options.name(), setup, process, client, consoles, attachSocket));
        } catch (RuntimeException | Error failed) {
            lifetime.close();
            throw failed;
        }
    }

    private Lifetime begin() {
        try {
            return Lifetime.begin(options.name(), options.attach() == StartOptions.Attach.DETACHABLE);
        } catch (IOException failed) {
            throw new MachineStartException(
                    "cannot make a folder for '" + options.name() + "': " + failed.getMessage(), null, "", "", failed);
        }
    }

    private ChildProcess launch(Setup setup) {
        try {
            return setup.lifetime().start(options.name(), setup.commandLine().words());
        } catch (IOException failed) {
            throw failure(setup, "could not be started: " + failed.getMessage(), null, failed);
        }
    }

    /** Waits until QEMU dials in, or ends: whichever is first. */
    private QmpClient connect(Setup setup, ChildProcess process, Deadline deadline) {
        // That ends the waiting.
        var unused = process.exit().thenRun(setup.listener()::close);
        try {
            return setup.listener().accept(deadline.remaining(), options.connect());
        } catch (QmpInterruptedException interrupted) {
            throw interrupted;
        } catch (QmpException failed) {
            if (process.await(DYING)) {
                int code = process.exit().join();
                throw failure(setup, "ended with code " + code + " before its monitor was there", process, failed);
            }
            throw failure(setup, "runs, but its monitor is of no use: " + failed.getMessage(), process, failed);
        }
    }

    private MachineStartException failure(Setup setup, String what, @Nullable ChildProcess process, Exception cause) {
        String words = process == null ? "" : process.words().strip();
        String said = words.isEmpty() ? "" : ": " + words;
        Integer code =
                process == null || process.isAlive() ? null : process.exit().join();
        return new MachineStartException(
                programs.emulator() + " " + what + said,
                code,
                words,
                setup.commandLine().toString(),
                cause);
    }
}
