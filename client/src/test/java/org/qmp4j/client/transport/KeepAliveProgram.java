package org.qmp4j.client.transport;

import java.io.IOException;
import java.time.Duration;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.options.KeepAlive;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;

/** Connects to a port with keep-alive after 7 s, prints whether the JVM has jdk.net, and exits at the end of its input. */
final class KeepAliveProgram {
    private KeepAliveProgram() {}

    public static void main(String[] arguments) throws IOException {
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", Integer.parseInt(arguments[0]));
        try (Transport transport = endpoint.connector().open(Deadline.after(Duration.ofSeconds(20)))) {
            transport.keepAlive(new KeepAlive(Duration.ofSeconds(7), Duration.ofSeconds(3), 5));
            System.out.println(ModuleLayer.boot().findModule("jdk.net").isPresent());
            var unused = System.in.read();
        }
    }
}
