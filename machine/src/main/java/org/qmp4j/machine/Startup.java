package org.qmp4j.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.StartOptions.Attach;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.machine.process.ChildProcess;

/** Starts a machine; if that fails, no process and no file is left. */
final class Startup {
    private final QemuInstallation programs;
    private final StartOptions options;

    Startup(QemuInstallation programs, StartOptions options) {
        this.programs = programs;
        this.options = options;
    }

    Machine start(List<MachinePart> parts) {
        Lifetime lifetime = Lifetime.begin(options.name(), options.attach() == Attach.DETACHABLE);
        try {
            return new Machine(run(lifetime, parts));
        } catch (RuntimeException | Error failed) {
            lifetime.close();
            throw failed;
        }
    }

    private Running run(Lifetime lifetime, List<MachinePart> parts) {
        MonitorLink link = link(lifetime);
        Setup setup = new Setup(programs, lifetime);
        options.givenName().ifPresent(setup::nameMachine);
        setup.assemble(parts, options.defaultAccelerator());
        setup.addMonitor(link);
        Optional<Path> attachSocket =
                options.attach() == Attach.NO ? Optional.empty() : Optional.of(setup.addAttachSocket());

        Deadline deadline = Deadline.after(options.timeout());
        Launch launch = new Launch(options.name(), setup.commandLine(), deadline, setup.acceleratorNote());
        MonitoredStart start = new MonitoredStart(lifetime, launch);
        ChildProcess process = start.start();
        QmpClient client = start.connect(process, link, options.connection().options());
        Map<String, Console> consoles = setup.acceptConsoles(deadline);
        return new Running(
                new Running.Identity(options.name(), launch.command()),
                lifetime,
                process,
                new Running.Connections(client, consoles, attachSocket));
    }

    private MonitorLink link(Lifetime lifetime) {
        return options.connection()
                .endpoint()
                .<MonitorLink>map(endpoint -> new DialOut(lifetime.folder().resolve(MonitorLink.SOCKET), endpoint))
                .orElseGet(() -> DialIn.bind(lifetime));
    }
}
