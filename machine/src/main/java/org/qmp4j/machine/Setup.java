package org.qmp4j.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.client.transport.SocketListener;
import org.qmp4j.client.transport.Transport;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.machine.part.Assembly;
import org.qmp4j.machine.part.KeyValues;
import org.qmp4j.machine.part.MachinePart;

/** A machine while it is put together, and what must be closed behind it. Starting thread only. */
final class Setup implements Assembly {
    private static final String MONITOR = "monitor";
    private static final String ATTACH_SOCKET = "qmp";
    private static final String AGENT_SOCKET = "agent";

    private final QemuInstallation installation;
    private final Lifetime lifetime;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, SocketListener> consoles = new LinkedHashMap<>();
    private final QmpListener listener;
    private boolean hasDisplay;
    private boolean hasAccelerator;

    Setup(QemuInstallation installation, Lifetime lifetime) {
        this.installation = installation;
        this.lifetime = lifetime;
        this.listener = QmpListener.bind(Endpoint.unix(folder().resolve(MONITOR)));
        closeAtEnd(listener);
    }

    /** Adds all parts, and what there must be besides. */
    void assemble(List<MachinePart> parts) {
        // Nothing that nobody asked for: no default devices, and no file of the user's that changes what is meant.
        arguments("-nodefaults", "-no-user-config");
        parts.forEach(part -> part.addTo(this));
        if (!hasDisplay) {
            arguments("-display", "none");
        }
        if (!hasAccelerator) {
            Accelerator.auto().addTo(this);
        }
        addMonitor(MONITOR, MONITOR, "off");
    }

    /** Adds a second monitor, a socket that others connect to. */
    Path addAttachSocket() {
        addMonitor(newId("attach"), ATTACH_SOCKET, "on");
        return folder().resolve(ATTACH_SOCKET);
    }

    private void addMonitor(String id, String socket, String server) {
        KeyValues chardev = KeyValues.of("socket")
                .with("id", id)
                .with("path", folder().resolve(socket))
                .with("server", server);
        option("-chardev", server.equals("on") ? chardev.with("wait", "off") : chardev);
        // From 11.1 on -mon tells at every start that it will be gone.
        if (installation.version().isAtLeast(11, 1)) {
            option(
                    "-object",
                    KeyValues.of("monitor-qmp").with("id", id + "-qmp").with("chardev", id));
        } else {
            arguments("-mon", "chardev=" + id + ",mode=control");
        }
    }

    CommandLine commandLine() {
        List<String> words = new ArrayList<>();
        words.add(installation.emulator().toString());
        words.addAll(arguments);
        return new CommandLine(words);
    }

    QmpListener listener() {
        return listener;
    }

    Lifetime lifetime() {
        return lifetime;
    }

    /** Takes up the consoles, to which QEMU has dialled in before it opened its monitor. */
    Map<String, Console> acceptConsoles(Deadline deadline) {
        Map<String, Console> accepted = new LinkedHashMap<>();
        consoles.forEach((name, server) -> {
            Transport transport = server.accept(deadline);
            Console console = Console.over(name, folder().resolve(name + ".log"), transport);
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
        return kind + (ids.merge(kind, 1, Integer::sum) - 1);
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
    public Path listenForConsole(String name) {
        Path socket = folder().resolve(name);
        SocketListener server = SocketListener.bind(Endpoint.unix(socket));
        closeAtEnd(server);
        if (consoles.put(name, server) != null) {
            throw new IllegalArgumentException("two consoles are called '" + name + "'");
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
    public void startHelper(String name, List<String> command) {
        try {
            lifetime.start(name, command);
        } catch (IOException failed) {
            throw new MachineStartException(
                    name + " could not be started: " + failed.getMessage(), null, "", "", failed);
        }
    }

    @Override
    public void displayChosen() {
        hasDisplay = true;
    }

    @Override
    public void acceleratorChosen() {
        hasAccelerator = true;
    }
}
