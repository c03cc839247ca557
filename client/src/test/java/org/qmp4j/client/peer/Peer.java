package org.qmp4j.client.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qmp4j.client.Endpoint;

/** A listening unix socket in its own folder, which {@link #close()} removes. */
public final class Peer implements AutoCloseable {
    private final Path folder;
    private final Path path;
    private final ServerSocketChannel server;
    private final List<PeerConnection> connections = new ArrayList<>();

    private Peer() throws IOException {
        folder = Files.createTempDirectory("qmp");
        path = folder.resolve("vm.qmp");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
    }

    /** A peer that listens. */
    public static Peer listening() {
        try {
            return new Peer();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return Endpoint.unix(path);
    }

    /** The socket's file. */
    public Path path() {
        return path;
    }

    /** Waits for a connection, and reads from it. */
    public PeerConnection accept() {
        return acceptWithoutReading().reading();
    }

    /** Waits for a connection. */
    public PeerConnection acceptWithoutReading() {
        try {
            PeerConnection connection = new PeerConnection(server.accept());
            connections.add(connection);
            return connection;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            connections.forEach(PeerConnection::close);
            Files.deleteIfExists(path);
            Files.delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
