package org.qmp4j.machine;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.client.transport.SocketListener;
import org.qmp4j.client.transport.Transport;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.machine.part.Assembly;
import org.qmp4j.machine.part.KeyValues;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.machine.process.RunFolder;

/** A machine while it is put together, and what must be closed behind it. Starting thread only. */
final class Setup implements Assembly {
    private static final String MONITOR = "qmp4j-monitor";
    private static final String AGENT_SOCKET = "agent";

    private final QemuInstallation installation;
    private final RunFolder folder;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, SocketListener> consoles = new LinkedHashMap<>();
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final QmpListener listener;
    private boolean hasDisplay;
    private boolean hasAccelerator;

    Setup(QemuInstallation installation, RunFolder folder) {
        this.installation = installation;
        this.folder = folder;
        this.listener = QmpListener.bind(Endpoint.unix(folder.path().resolve("monitor")));
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
        addMonitor();
    }

    private void addMonitor() {
        option(
                "-chardev",
                KeyValues.of("socket")
                        .with("id", MONITOR)
                        .with("path", folder().resolve("monitor"))
                        .with("server", "off"));
        // From 11.1 on -mon tells at every start that it will be gone.
        if (installation.version().isAtLeast(11, 1)) {
            option(
                    "-object",
                    KeyValues.of("monitor-qmp").with("id", MONITOR + "0").with("chardev", MONITOR));
        } else {
            arguments("-mon", "chardev=" + MONITOR + ",mode=control");
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

    RunFolder runFolder() {
        return folder;
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

    /** Closes what the parts have opened, the last first, and removes the folder. */
    void close() {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception failed) {
                System.getLogger(Machine.class.getName())
                        .log(System.Logger.Level.WARNING, "could not close " + resource, failed);
            }
        }
        folder.remove();
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
        return folder.path();
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
        resources.addFirst(resource);
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
