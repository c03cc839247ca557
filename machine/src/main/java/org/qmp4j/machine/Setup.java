package org.qmp4j.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.client.transport.SocketListener;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.error.ToolException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.machine.part.Assembly;
import org.qmp4j.machine.part.KeyValues;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.machine.process.ChildProcess;
import org.qmp4j.protocol.PeerText;

/** Collects the arguments and resources of a machine. Starting thread only. */
final class Setup implements Assembly {
    private static final String MONITOR = "monitor";
    static final String ATTACH_SOCKET = "qmp";
    private static final Duration FOR_A_SOCKET = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);
    static final String AGENT_SOCKET = "agent";

    private final QemuInstallation installation;
    private final Lifetime lifetime;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, ConsoleSocket> consoles = new LinkedHashMap<>();
    private boolean hasDefaults;
    private boolean hasDisplay;
    private boolean hasAccelerator;
    private boolean hasDefaultAccelerator;

    Setup(QemuInstallation installation, Lifetime lifetime) {
        this.installation = installation;
        this.lifetime = lifetime;
    }

    /** Called first, so that a {@code -name} among the user's own arguments wins. */
    void nameMachine(String name) {
        option("-name", KeyValues.of("guest", name));
    }

    /**
     * Adds all parts, and what every machine needs.
     *
     * @param defaultAccelerator the accelerator if no part chooses one
     */
    void assemble(List<MachinePart> parts, Supplier<Accelerator> defaultAccelerator) {
        // Only what was asked for: no default devices, and no configuration file of the user.
        arguments("-no-user-config");
        parts.forEach(part -> part.addTo(this));
        if (!hasDefaults) {
            arguments("-nodefaults");
        }
        if (!hasDisplay) {
            arguments("-display", "none");
        }
        if (!hasAccelerator) {
            defaultAccelerator.get().addTo(this);
            hasDefaultAccelerator = true;
        }
    }

    /** The part about the accelerator in messages about starts that fail and silent guests. */
    String acceleratorNote() {
        return Launch.acceleratorNote(commandLine(), !hasDefaultAccelerator);
    }

    /** Adds the monitor of the machine's client. */
    void addMonitor(MonitorLink link) {
        addMonitor(MONITOR, link.socket(), link.isServedByProcess() ? "on" : "off");
    }

    /** Adds a second monitor, to which other programs can connect. */
    Path addAttachSocket() {
        Path socket = folder().resolve(ATTACH_SOCKET);
        addMonitor(newId("attach"), socket, "on");
        return socket;
    }

    private void addMonitor(String id, Path socket, String server) {
        KeyValues chardev =
                KeyValues.of("socket").with("id", id).with("path", socket).with("server", server);
        option("-chardev", server.equals("on") ? chardev.with("wait", "off") : chardev);
        if (hasMonitorObjects()) {
            option(
                    "-object",
                    KeyValues.of("monitor-qmp").with("id", id + "-qmp").with("chardev", id));
        } else {
            arguments("-mon", "chardev=" + id + ",mode=control");
        }
    }

    /** QEMU 11.1 prints a deprecation warning for -mon. */
    private boolean hasMonitorObjects() {
        try {
            return installation.version().isAtLeast(11, 1);
        } catch (ToolException tellsNoVersion) {
            // Then the start will fail, with the reason.
            return false;
        }
    }

    CommandLine commandLine() {
        List<String> words = new ArrayList<>();
        words.add(installation.emulator().toString());
        words.addAll(arguments);
        return new CommandLine(words);
    }

    private record ConsoleSocket(SocketListener listener, String chardev) {
        Transport accept(Deadline deadline) {
            // QEMU connects once.
            try (listener) {
                return listener.accept(deadline);
            }
        }
    }

    /** Accepts the consoles, to which QEMU has connected before it opened its monitor. */
    Map<String, Console> acceptConsoles(Deadline deadline) {
        Map<String, Console> accepted = new LinkedHashMap<>();
        consoles.forEach((name, socket) -> {
            Transport transport = socket.accept(deadline);
            Console.Place place = new Console.Place(
                    name, folder().resolve(name + ".log"), acceleratorNote(), Optional.of(socket.chardev()));
            Console console = Console.over(place, transport);
            closeAtEnd(console::end);
            accepted.put(name, console);
        });
        return accepted;
    }

    @Override
    public void arguments(String... words) {
        arguments.addAll(List.of(words));
    }

    @Override
    public String newId(String kind) {
        String id;
        do {
            id = kind + (ids.merge(kind, 1, Integer::sum) - 1);
        } while (!taken.add(id));
        return id;
    }

    @Override
    public void takeId(String id) {
        if (!taken.add(id)) {
            throw new IllegalArgumentException("two parts of the machine have the id '" + id + "': rename one of them");
        }
    }

    @Override
    public Path folder() {
        return lifetime.folder();
    }

    @Override
    public QemuInstallation installation() {
        return installation;
    }

    @Override
    public Path listenForConsole(String name, String chardev) {
        Path socket = folder().resolve(name);
        SocketListener server = SocketListener.bind(Endpoint.unix(socket).connector());
        closeAtEnd(server);
        if (consoles.put(name, new ConsoleSocket(server, chardev)) != null) {
            throw new IllegalArgumentException("the machine has two consoles '" + name + "': rename one of them");
        }
        return socket;
    }

    @Override
    public Path agentSocket() {
        return folder().resolve(AGENT_SOCKET);
    }

    @Override
    public void closeAtEnd(AutoCloseable resource) {
        lifetime.add(resource);
    }

    @Override
    public void startHelper(List<String> command, Path socket) {
        String program = command.get(0);
        try {
            Deadline deadline = Deadline.after(FOR_A_SOCKET);
            ChildProcess helper = lifetime.start(program, command, deadline);
            while (!Files.exists(socket)) {
                if (helper.await(LOOK) || deadline.hasPassed()) {
                    throw new MachineStartException(
                            program + (helper.isAlive() ? " has not created " : " exited without creating ") + socket
                                    + ":" + PeerText.output(new CommandLine(command).maskIn(helper.output())),
                            null);
                }
            }
        } catch (IOException failed) {
            throw new MachineStartException("could not start " + program + ": " + failed.getMessage(), failed);
        }
    }

    @Override
    public void displayChosen() {
        hasDisplay = true;
    }

    @Override
    public void defaultsWanted() {
        hasDefaults = true;
    }

    @Override
    public void acceleratorChosen() {
        if (hasAccelerator) {
            throw new IllegalArgumentException("two parts of the machine choose its accelerator: remove one of them");
        }
        hasAccelerator = true;
    }
}
