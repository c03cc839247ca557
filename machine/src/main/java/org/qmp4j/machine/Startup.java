package org.qmp4j.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.machine.process.ChildProcess;
import org.qmp4j.machine.process.RunFolder;

/** Starts a machine; where that fails nothing is left of it. */
final class Startup {
    /** How long a process whose connection has ended may take to end itself. */
    private static final Duration DYING = Duration.ofSeconds(3);

    private final String name;
    private final QemuInstallation programs;
    private final ConnectOptions options;

    Startup(String name, QemuInstallation programs, ConnectOptions options) {
        this.name = name;
        this.programs = programs;
        this.options = options;
    }

    Machine start(List<MachinePart> parts, Duration allowed) {
        Setup setup = prepare(parts);
        ChildProcess process = null;
        try {
            process = launch(setup);
            Deadline deadline = Deadline.after(allowed);
            QmpClient client = connect(setup, process, deadline);
            Map<String, Console> consoles = setup.acceptConsoles(deadline);
            return new Machine(new Running(name, setup, process, client, consoles));
        } catch (RuntimeException | Error failed) {
            if (process != null) {
                process.kill();
                process.await(DYING);
            }
            setup.close();
            throw failed;
        }
    }

    private Setup prepare(List<MachinePart> parts) {
        RunFolder folder;
        try {
            folder = RunFolder.create();
        } catch (IOException failed) {
            throw new MachineStartException(
                    "cannot make a folder for " + name + ": " + failed.getMessage(), null, "", "", failed);
        }
        Setup setup = null;
        try {
            setup = new Setup(programs, folder);
            setup.assemble(parts);
            return setup;
        } catch (RuntimeException | Error failed) {
            if (setup != null) {
                setup.close();
            }
            folder.remove();
            throw failed;
        }
    }

    private ChildProcess launch(Setup setup) {
        try {
            ChildProcess process = ChildProcess.start(name, setup.commandLine().words());
            setup.runFolder().note(process);
            return process;
        } catch (IOException failed) {
            throw failure(setup, "could not be started: " + failed.getMessage(), null, failed);
        }
    }

    /** Waits until QEMU dials in, or ends: whichever is first. */
    private QmpClient connect(Setup setup, ChildProcess process, Deadline deadline) {
        // That ends the waiting.
        var unused = process.exit().thenRun(setup.listener()::close);
        try {
            return setup.listener().accept(deadline.remaining(), options);
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
        boolean ended = process != null && !process.isAlive();
        String words = process == null ? "" : process.words().strip();
        String said = words.isEmpty() ? "" : ": " + words;
        return new MachineStartException(
                programs.emulator() + " " + what + said,
                ended && process != null ? process.exit().join() : null,
                words,
                setup.commandLine().toString(),
                cause);
    }
}
