package org.qmp4j.junit.machine;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.machine.CommandLine;
import org.qmp4j.machine.Machine;
import org.qmp4j.qemu.command.ChardevChangeCommand;
import org.qmp4j.qemu.command.QueryChardevCommand;
import org.qmp4j.qemu.type.ChardevBackend;
import org.qmp4j.qemu.type.ChardevInfo;
import org.qmp4j.qemu.type.ChardevSocket;
import org.qmp4j.qemu.type.ChardevSocketWrapper;
import org.qmp4j.qemu.type.SocketAddressLegacy;
import org.qmp4j.qemu.type.UnixSocketAddress;
import org.qmp4j.qemu.type.UnixSocketAddressWrapper;

/** Lets go of a machine whose test has failed, so that people can look into it. */
final class KeepForInspection {
    private KeepForInspection() {}

    /**
     * Keeps it, and says how to reach it.
     *
     * @throws QmpException if that cannot be
     */
    static String keep(Machine machine) {
        Path monitor = machine.attachSocket()
                .orElseThrow(
                        () -> new IllegalStateException("the machine '" + machine.name() + "' has no second monitor"));
        Optional<Path> console = serveConsole(machine);
        machine.detach();
        return "the machine '" + machine.name() + "' is kept, as process " + machine.pid() + ":\n"
                + "  its monitor:  qmp exec " + shell(monitor) + " query-status\n"
                + console.map(path -> "  its console:  socat -,rawer,escape=0x1d unix-connect:" + shell(path)
                                + "    (Ctrl-] leaves it)\n")
                        .orElse("")
                + "  to end it:    qmp exec " + shell(monitor) + " quit\n";
    }

    /** The console's other end is this JVM, which will be gone: from now on whoever connects is. */
    private static Optional<Path> serveConsole(Machine machine) {
        QmpClient client = machine.client();
        Path socket = machine.folder().resolve("console.attach");
        ChardevSocket server = ChardevSocket.builder(SocketAddressLegacy.builder()
                        .unix(UnixSocketAddressWrapper.of(UnixSocketAddress.of(socket.toString()))))
                .server(true)
                .wait_(false)
                .build();
        try {
            Optional<ChardevInfo> serial = client.execute(QueryChardevCommand.of()).stream()
                    .filter(device -> device.label().startsWith("serial"))
                    // Sent in no order.
                    .min(Comparator.comparing(ChardevInfo::label));
            serial.ifPresent(device -> client.execute(ChardevChangeCommand.of(
                    device.label(), ChardevBackend.builder().socket(ChardevSocketWrapper.of(server)))));
            return serial.map(device -> socket);
        } catch (QmpException refusedOrGone) {
            return Optional.empty();
        }
    }

    private static String shell(Path path) {
        return new CommandLine(java.util.List.of(path.toString())).inShell();
    }
}
