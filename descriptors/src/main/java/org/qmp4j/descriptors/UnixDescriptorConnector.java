package org.qmp4j.descriptors;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.client.transport.Pause;

/** A unix socket that can pass descriptors. */
final class UnixDescriptorConnector implements Connector {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path path;
    private final Connector plain;

    UnixDescriptorConnector(Path path) {
        this.path = path;
        this.plain = Endpoint.unix(path).connector();
    }

    @Override
    public Transport open(Deadline deadline) {
        while (true) {
            IOException failure = null;
            AFUNIXSocket socket = UnixSockets.open(this);
            try {
                if (UnixSockets.connects(socket, AFUNIXSocketAddress.of(path))) {
                    return UnixSockets.over(socket, this);
                }
                Sockets.closeQuietly(socket);
            } catch (IOException failed) {
                Sockets.closeQuietly(socket);
                failure = failed;
            } catch (RuntimeException | Error failed) {
                Sockets.closeQuietly(socket);
                throw failed;
            }
            if (failure != null || deadline.hasPassed()) {
                failAsThePlainOneDoes(deadline, failure);
            }
            Pause.atMost(POLL, deadline, "connecting to " + this);
        }
    }

    // The library does not tell refusals apart, the JDK does: tried the plain way, it fails with all that a person
    // should know. It may also succeed, if somebody has begun to listen or to accept meanwhile. Not while the queue is
    // merely full: it would take the next place itself.
    private void failAsThePlainOneDoes(Deadline deadline, @Nullable IOException failure) {
        plain.open(deadline).close();
        if (deadline.hasPassed()) {
            throw new QmpConnectException("could not connect to " + this + " within " + deadline, failure);
        }
    }

    @Override
    public Optional<String> explainSilence(String ifAccepted) {
        return plain.explainSilence(ifAccepted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnixDescriptorConnector same && same.path.equals(path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    /** {@code unix:/run/vm.qmp}. */
    @Override
    public String toString() {
        return plain.toString();
    }
}
