package org.qmp4j.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.process.ChildProcess;
import org.qmp4j.protocol.PeerText;

/**
 * A socket that a process dials in to with its monitor. It is bound before the process starts, so neither has to wait for
 * the other.
 */
final class DialIn {
    /** How long a process whose connection has ended may take to end itself. */
    private static final Duration DYING = Duration.ofSeconds(3);

    private final Lifetime lifetime;
    private final Path socket;
    private final QmpListener listener;

    private DialIn(Lifetime lifetime, Path socket, QmpListener listener) {
        this.lifetime = lifetime;
        this.socket = socket;
        this.listener = listener;
    }

    static DialIn bind(Lifetime lifetime) {
        Path socket = lifetime.folder().resolve("monitor");
        QmpListener listener = QmpListener.bind(Endpoint.unix(socket));
        lifetime.add(listener);
        return new DialIn(lifetime, socket, listener);
    }

    Path socket() {
        return socket;
    }

    /** Starts the process. */
    ChildProcess launch(Launch launch) {
        try {
            return lifetime.start(launch.name(), launch.command().arguments(), launch.deadline());
        } catch (IOException failed) {
            throw failure(launch, "could not be started: " + failed.getMessage(), null, failed);
        }
    }

    /** Waits until the process dials in, or ends: whichever is first. */
    QmpClient accept(ChildProcess process, Launch launch, ConnectOptions options) {
        // That ends the waiting.
        var unused = process.exit().whenComplete((code, failed) -> listener.close());
        try {
            Deadline deadline = launch.deadline();
            QmpClient client = listener.accept(deadline.remaining(), patiently(options, deadline));
            lifetime.add(client);
            return client;
        } catch (QmpInterruptedException interrupted) {
            throw interrupted;
        } catch (QmpException failed) {
            if (process.await(DYING)) {
                int code = process.exit().join();
                throw failure(launch, "ended with code " + code + " before its monitor was there", process, failed);
            }
            throw failure(launch, "runs, but its monitor is of no use: " + failed.getMessage(), process, failed);
        } finally {
            // It dials in once.
            listener.close();
        }
    }

    /** QEMU dials in early, and answers when it has loaded all else: the start's deadline is for that too. */
    private static ConnectOptions patiently(ConnectOptions options, Deadline deadline) {
        Duration left = deadline.remaining();
        return left.compareTo(Duration.ZERO) > 0 ? options.withConnectTimeout(left) : options;
    }

    private static MachineStartException failure(
            Launch launch, String what, @Nullable ChildProcess process, Exception cause) {
        CommandLine command = launch.command();
        String words = process == null ? "" : command.maskIn(process.output().strip());
        String said = words.isEmpty() ? "" : ":" + PeerText.output(words);
        Integer code =
                process == null || process.isAlive() ? null : process.exit().join();
        String message = launch.noted(command.arguments().get(0) + " " + what + said);
        return new MachineStartException(message, code, words, command.inShell(), cause);
    }
}
