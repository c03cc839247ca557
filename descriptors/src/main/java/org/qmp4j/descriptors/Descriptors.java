package org.qmp4j.descriptors;

import java.nio.file.Path;
import org.qmp4j.client.transport.Endpoint;

/** Endpoints that the JDK's own sockets do not do for. */
public final class Descriptors {
    private Descriptors() {}

    /**
     * A unix socket, as {@link Endpoint#unix(Path)} has it, over which commands can bring open files, sockets and pipes: see
     * {@link org.qmp4j.client.CallOptions#withDescriptors}. It costs two threads for each connection.
     */
    public static Endpoint unix(Path path) {
        return new UnixDescriptorEndpoint(path);
    }
}
