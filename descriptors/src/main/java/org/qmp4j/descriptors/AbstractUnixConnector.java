package org.qmp4j.descriptors;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.client.transport.Pause;
import org.qmp4j.client.transport.UnixPeers;

/** A unix socket of Linux's abstract namespace, which has a name but no file. */
record AbstractUnixConnector(String name) implements Connector {
    /** What fits into the kernel's sockaddr_un beside the zero in front. */
    private static final int MAX_NAME_BYTES = 107;

    private static final Duration POLL = Duration.ofMillis(20);

    AbstractUnixConnector {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("the name of an abstract unix socket has 1 to " + MAX_NAME_BYTES
                    + " bytes, not " + bytes + ": " + name);
        }
    }

    @Override
    public Transport open(Deadline deadline) {
        while (true) {
            AFUNIXSocket socket = UnixSockets.open(this);
            try {
                if (UnixSockets.connects(socket, address())) {
                    return UnixSockets.over(socket, this);
                }
                Sockets.closeQuietly(socket);
            } catch (IOException failed) {
                Sockets.closeQuietly(socket);
                throw refused(failed);
            } catch (RuntimeException | Error failed) {
                Sockets.closeQuietly(socket);
                throw failed;
            }
            if (deadline.hasPassed()) {
                throw late(deadline);
            }
            Pause.atMost(POLL, deadline, "connecting to " + this);
        }
    }

    @Override
    public Optional<String> explainSilence(String ifAccepted) {
        return UnixPeers.explainSilenceOfAbstract(name, ifAccepted);
    }

    private AFUNIXSocketAddress address() throws SocketException {
        return AFUNIXSocketAddress.of(("\0" + name).getBytes(StandardCharsets.UTF_8));
    }

    // The library does not distinguish the reasons. Without a file there are no permissions, so it is most likely this
    // one.
    private QmpNotListeningException refused(IOException failed) {
        return new QmpNotListeningException(
                "could not connect to " + this + ": " + failed.getMessage()
                        + "; is QEMU running in this network namespace, with" + " -qmp unix:" + escaped()
                        + ",abstract=on,server=on,wait=off?",
                failed);
    }

    private QmpConnectException late(Deadline deadline) {
        String reason = explainSilence("")
                .map(why -> "its queue of connections is full; " + why)
                .orElse("its queue of connections is full");
        return new QmpConnectException("could not connect to " + this + " within " + deadline + ": " + reason, null);
    }

    private String escaped() {
        return name.replace(",", ",,");
    }

    /** {@code unix:@vm.qmp}. */
    @Override
    public String toString() {
        return "unix:@" + escaped();
    }
}
