package org.qmp4j.junit.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.qmp4j.machine.CommandLine;
import org.qmp4j.machine.Machine;

/** Detaches a machine whose test has failed, so that it can be inspected. */
final class KeepForInspection {
    private KeepForInspection() {}

    /**
     * Detaches the machine, and returns a text about how to reach it.
     *
     * @throws org.qmp4j.machine.error.MachineException if it cannot be detached
     */
    static String keep(Machine machine) {
        Path monitor = machine.attachSocket()
                .orElseThrow(
                        () -> new IllegalStateException("the machine '" + machine.name() + "' has no second monitor"));
        machine.detach();
        Optional<Path> console =
                Optional.of(machine.folder().resolve("console.attach")).filter(Files::exists);
        return "the machine '" + machine.name() + "' is kept, as process " + machine.pid() + ":\n"
                + "  its monitor:  qmp exec " + shell(monitor) + " query-status\n"
                + console.map(path -> "  its console:  socat -,rawer,escape=0x1d unix-connect:" + shell(path)
                                + "    (Ctrl-] leaves it)\n")
                        .orElse("")
                + "  to end it:    qmp exec " + shell(monitor) + " quit\n";
    }

    private static String shell(Path path) {
        return new CommandLine(List.of(path.toString())).inShell();
    }
}
