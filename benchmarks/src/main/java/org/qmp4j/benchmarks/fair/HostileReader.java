package org.qmp4j.benchmarks.fair;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;

/** A JVM that reads what a hostile peer sends, and does nothing else: {@code HostileReader SOCKET}. */
final class HostileReader {
    private HostileReader() {}

    /** Reads until the peer ends the connection, or a signal ends this process. */
    public static void main(String[] arguments) {
        try (QmpClient client = connect(Path.of(arguments[0]))) {
            System.out.println("connected");
            client.whenClosed().join();
        }
    }

    /** A connection to a peer that opens its socket soon. */
    static QmpClient connect(Path socket) {
        ConnectOptions patient = ConnectOptions.builder()
                .waitForSocket(true)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        return QmpClient.connect(Endpoint.unix(socket), patient);
    }

    /** Starts such a JVM, with the class path of this one, and waits until it is connected. */
    static Process start(Path socket) throws IOException {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileReader.class.getName(),
                        socket.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (reader.inputReader().readLine() == null) {
            throw new IOException("the other JVM ended before it was connected");
        }
        return reader;
    }
}
