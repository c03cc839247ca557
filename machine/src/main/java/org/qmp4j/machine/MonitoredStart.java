package org.qmp4j.machine;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.process.ChildProcess;
import org.qmp4j.protocol.PeerText;

/** Starts a process and connects to its monitor. */
record MonitoredStart(Lifetime lifetime, Launch launch) {
    /** How long a process may take to exit after its connection has ended. */
    private static final Duration EXIT_AFTER_DISCONNECT = Duration.ofSeconds(3);

    /** Starts the process. */
    ChildProcess start() {
        try {
            return lifetime.start(launch.name(), launch.command().arguments(), launch.deadline());
        } catch (IOException failed) {
            throw failure("could not be started: " + failed.getMessage(), null, failed);
        }
    }

    /** Waits until the client is connected, or until the process exits if that is earlier. */
    QmpClient connect(ChildProcess process, MonitorLink link, ConnectOptions options) {
        try {
            Deadline deadline = launch.deadline();
            QmpClient client = link.connect(process, deadline, patiently(options, deadline));
            lifetime.add(client);
            return client;
        } catch (QmpInterruptedException interrupted) {
            throw interrupted;
        } catch (QmpException failed) {
            if (process.await(EXIT_AFTER_DISCONNECT)) {
                int code = process.exit().join();
                throw failure("exited with code " + code + " before its monitor was ready", process, failed);
            }
            throw failure("is running, but its monitor cannot be used: " + failed.getMessage(), process, failed);
        }
    }

    /** QEMU connects early, and answers when it has loaded everything else: the start timeout covers that, too. */
    private static ConnectOptions patiently(ConnectOptions options, Deadline deadline) {
        Duration left = deadline.remaining();
        return left.compareTo(Duration.ZERO) > 0
                ? options.toBuilder().connectTimeout(left).build()
                : options;
    }

    private MachineStartException failure(String what, @Nullable ChildProcess process, Exception cause) {
        CommandLine command = launch.command();
        String output = process == null ? "" : command.maskIn(process.output().strip());
        String quoted = output.isEmpty() ? "" : ":" + PeerText.output(output);
        Integer code =
                process == null || process.isAlive() ? null : process.exit().join();
        String message = launch.noted(command.arguments().get(0) + " " + what + quoted);
        return new MachineStartException(message, code, output, command.inShell(), cause);
    }
}
