package org.qmp4j.machine;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.qemu.command.ChardevChangeCommand;
import org.qmp4j.qemu.type.ChardevBackend;
import org.qmp4j.qemu.type.ChardevSocket;
import org.qmp4j.qemu.type.ChardevSocketWrapper;
import org.qmp4j.qemu.type.SocketAddressLegacy;
import org.qmp4j.qemu.type.UnixSocketAddress;
import org.qmp4j.qemu.type.UnixSocketAddressWrapper;

/**
 * The consoles of a machine that is detached. The other end of a console is a socket of the JVM that has started the machine; from
 * now on QEMU listens itself, on the socket {@code NAME.attach} of the machine's folder.
 */
final class ConsoleHandover {
    private static final String SUFFIX = ".attach";

    private ConsoleHandover() {}

    /** Lets QEMU listen for a console; logs a warning if it does not, because that is no reason to keep the machine. */
    static void listen(QmpClient client, Console console) {
        Optional<String> chardev = console.chardev();
        try {
            chardev.ifPresent(label -> client.execute(ChardevChangeCommand.of(
                    label, ChardevBackend.builder().socket(ChardevSocketWrapper.of(server(console))))));
        } catch (QmpException refusedOrGone) {
            System.getLogger(Machine.class.getName())
                    .log(
                            Level.WARNING,
                            "the console '" + console.name() + "' of a detached machine cannot be attached: "
                                    + PeerText.message(String.valueOf(refusedOrGone.getMessage())));
        }
    }

    private static ChardevSocket server(Console console) {
        Path socket = console.logFile().resolveSibling(console.name() + SUFFIX);
        return ChardevSocket.builder(SocketAddressLegacy.builder()
                        .unix(UnixSocketAddressWrapper.of(UnixSocketAddress.of(socket.toString()))))
                .server(true)
                .wait_(false)
                .logfile(console.logFile().toString())
                .logappend(true)
                .build();
    }

    /** Connects to the consoles of a folder; what the guest has sent before is in their log files only. */
    static Map<String, Console> attach(Path folder, Deadline deadline) throws IOException {
        Map<String, Console> consoles = new LinkedHashMap<>();
        try {
            for (String name : names(folder)) {
                Console.Place place =
                        new Console.Place(name, folder.resolve(name + ".log"), "attached", Optional.empty());
                consoles.put(
                        name,
                        Console.over(
                                place,
                                Endpoint.unix(folder.resolve(name + SUFFIX))
                                        .connector()
                                        .open(deadline)));
            }
            return consoles;
        } catch (RuntimeException | Error failed) {
            consoles.values().forEach(Console::end);
            throw failed;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
