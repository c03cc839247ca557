package org.qmp4j.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.machine.process.MachineProcess;
import org.qmp4j.qemu.command.QueryNameCommand;

/** Takes over a machine that another JVM has detached. If that fails, the machine stays detached. */
final class Attachment {
    /** QEMU listens already, so this does not take long. */
    private static final Duration FOR_CONSOLES = Duration.ofSeconds(5);

    private final Lifetime lifetime;
    private final ConnectOptions options;

    private Attachment(Lifetime lifetime, ConnectOptions options) {
        this.lifetime = lifetime;
        this.options = options;
    }

    static Machine attach(Path folder, ConnectOptions options) {
        Lifetime lifetime = Lifetime.attach(folder);
        try {
            return new Machine(new Attachment(lifetime, options).running());
        } catch (RuntimeException | Error failed) {
            lifetime.giveBack(failed);
            throw failed;
        }
    }

    private Running running() {
        MachineProcess process = lifetime.attachProcesses();
        CommandLine command = commandLine(process.pid());
        QmpClient client = QmpClient.connect(Endpoint.unix(lifetime.folder().resolve(Setup.ATTACH_SOCKET)), options);
        try {
            String name = client.execute(QueryNameCommand.of()).name().orElse("machine");
            Map<String, Console> consoles = ConsoleHandover.attach(lifetime.folder(), Deadline.after(FOR_CONSOLES));
            lifetime.add(client);
            consoles.values().forEach(console -> lifetime.add(console::end));
            return new Running(
                    new Running.Identity(name, command),
                    lifetime,
                    process,
                    new Running.Connections(client, consoles, Optional.empty()));
        } catch (IOException failed) {
            client.close();
            throw new MachineException("cannot list " + lifetime.folder() + ": " + failed.getMessage(), failed);
        } catch (RuntimeException | Error failed) {
            client.close();
            throw failed;
        }
    }

    /** As the kernel has it: proc(5), with a null byte after each argument. */
    private static CommandLine commandLine(long pid) {
        try {
            String arguments = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
            return new CommandLine(List.of(arguments.split("\0")));
        } catch (IOException exited) {
            throw new MachineException("the process " + pid + " has exited: " + exited.getMessage(), exited);
        }
    }
}
