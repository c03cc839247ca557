package org.qmp4j.machine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.client.QmpClient;
import org.qmp4j.machine.process.ChildProcess;

/** What a machine consists of once it runs. */
record Running(
        String name,
        Setup setup,
        ChildProcess process,
        QmpClient client,
        Map<String, Console> consoles,
        Optional<Path> attachSocket) {}
