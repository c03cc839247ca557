package org.qmp4j.machine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.client.QmpClient;
import org.qmp4j.machine.process.MachineProcess;

/** What a machine consists of once it runs. */
record Running(Identity identity, Lifetime lifetime, MachineProcess process, Connections connections) {
    record Identity(String name, CommandLine commandLine) {}

    /**
     * What the machine is reached by.
     *
     * @param attachSocket the monitor for other programs
     */
    record Connections(QmpClient client, Map<String, Console> consoles, Optional<Path> attachSocket) {
        void close() {
            client.close();
            consoles.values().forEach(Console::end);
        }
    }
}
