package org.qmp4j.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.KeyValues;
import org.qmp4j.machine.process.ChildProcess;
import org.qmp4j.protocol.RawCommand;

/**
 * A qemu-storage-daemon that this program has started, with its monitor. {@link #close()} stops it and leaves no file or process
 * behind; so does the end of the JVM.
 *
 * <p>All methods may be called by any thread.
 */
public final class StorageDaemon implements AutoCloseable {
    private static final String NAME = "qemu-storage-daemon";
    private static final String MONITOR = "monitor";
    private static final Duration TO_START = Duration.ofSeconds(30);
    private static final Duration TO_QUIT = Duration.ofSeconds(3);

    private final Lifetime lifetime;
    private final CommandLine command;
    private final ChildProcess process;
    private final QmpClient client;

    private StorageDaemon(Lifetime lifetime, CommandLine command, ChildProcess process, QmpClient client) {
        this.lifetime = lifetime;
        this.command = command;
        this.process = process;
        this.client = client;
    }

    /** Starts a daemon with {@link ConnectOptions#DEFAULT}; see {@link #start(QemuInstallation, List, ConnectOptions)}. */
    public static StorageDaemon start(QemuInstallation installation, List<String> arguments) {
        return start(installation, arguments, ConnectOptions.DEFAULT);
    }

    /**
     * Starts a daemon, and returns when its monitor answers.
     *
     * @param arguments all but those for the monitor: {@code --blockdev}, {@code --export}
     * @param options how {@link #client()} is connected: early subscriptions, an observer, timeouts
     * @throws org.qmp4j.machine.error.MachineStartException if it exits before that, with its exit code and its output
     * @throws org.qmp4j.machine.error.QemuNotFoundException if the installation has no qemu-storage-daemon
     */
    public static StorageDaemon start(QemuInstallation installation, List<String> arguments, ConnectOptions options) {
        Path program = installation.requireProgram(NAME);
        Lifetime lifetime = Lifetime.begin(NAME, false);
        try {
            DialIn dialIn = DialIn.bind(lifetime);
            CommandLine command = commandLine(program, dialIn.socket(), arguments);
            Launch launch = new Launch(NAME, command, Deadline.after(TO_START), "");
            MonitoredStart start = new MonitoredStart(lifetime, launch);
            ChildProcess process = start.start();
            QmpClient client = start.connect(process, dialIn, options);
            return new StorageDaemon(lifetime, command, process, client);
        } catch (RuntimeException | Error failed) {
            lifetime.close();
            throw failed;
        }
    }

    private static CommandLine commandLine(Path program, Path socket, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(arguments);
        KeyValues chardev =
                KeyValues.of("socket").with("id", MONITOR).with("path", socket).with("server", "off");
        line.addAll(List.of("--chardev", chardev.text(), "--monitor", "chardev=" + MONITOR));
        return new CommandLine(line);
    }

    /** The client of the monitor. Closed with the daemon. */
    public QmpClient client() {
        return client;
    }

    /** The command line. */
    public CommandLine commandLine() {
        return command;
    }

    /** A private folder for sockets of exports. Deleted with the daemon. */
    public Path folder() {
        return lifetime.folder();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The standard error and output so far; the end of a long output. */
    public String output() {
        return process.output();
    }

    /** Stops the daemon by {@code quit} and if needed by signals, after some seconds each, and deletes its folder. Idempotent. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            quit();
        } finally {
            lifetime.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void quit() {
        if (!client.isOpen()) {
            return;
        }
        try {
            client.execute(RawCommand.named("quit"), CallOptions.timeout(TO_QUIT));
            process.await(TO_QUIT);
        } catch (QmpException noAnswer) {
            // A signal is next.
        }
    }
}
