package org.qmp4j.client.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;

/** A unix socket by its path. */
public record UnixConnector(Path path) implements Connector {
    /** What fits into the kernel's sockaddr_un beside the closing zero; the JDK refuses one byte more. */
    private static final int MAX_PATH_BYTES = 106;

    private static final Duration BACKLOG_POLL = Duration.ofMillis(20);

    /** Checks the address. */
    public UnixConnector {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PATH_BYTES) {
            throw new IllegalArgumentException(
                    "the socket path has " + bytes + " bytes and the JDK takes at most " + MAX_PATH_BYTES
                            + "; use a shorter one, a relative one, or a symbolic link to its folder: " + path);
        }
        if (bytes == 0) {
            throw new IllegalArgumentException("the socket path is empty");
        }
    }

    @Override
    public Transport open(Deadline deadline) {
        while (true) {
            // Looked at before as well: a socket that appears in between is one that was not there.
            boolean there = mayBeThere();
            try {
                return SocketTransport.over(connect(), toString());
            } catch (IOException failed) {
                there &= mayBeThere();
                if (!there || !mayBeBacklogFull(failed)) {
                    throw refused(failed, there);
                }
                // QEMU accepts no client while it serves one; two more may queue, then the kernel returns EAGAIN.
                if (deadline.hasPassed()) {
                    throw late(failed, deadline);
                }
                Pause.atMost(BACKLOG_POLL, deadline, "connecting to " + this);
            }
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = newChannel();
        try {
            // A blocking connect would wait for ever on a full queue, and an interrupt would close the channel.
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path));
            return channel;
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    private SocketChannel newChannel() {
        try {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException failed) {
            // This process may open no more files, for one.
            throw new QmpConnectException("could not connect to " + this + ": " + failed.getMessage(), failed);
        }
    }

    // Also where it cannot be looked at, as in a folder that this user may not enter.
    private boolean mayBeThere() {
        return !Files.notExists(path);
    }

    /**
     * Whether the kernel may have returned EAGAIN. Its text depends on the locale; but refusals and missing permissions have
     * exceptions of their own, and what has such a queue can be looked at.
     */
    private boolean mayBeBacklogFull(IOException failed) {
        return failed.getClass() == SocketException.class && Files.exists(path);
    }

    private QmpConnectException refused(IOException failed, boolean there) {
        if (!there) {
            return new QmpNotListeningException(
                    "could not connect to " + this + ": no such socket; is QEMU running, with -qmp " + this
                            + ",server=on,wait=off?",
                    failed);
        }
        if (failed instanceof ConnectException) {
            return new QmpNotListeningException(
                    "could not connect to " + this
                            + (isSocket()
                                    ? ": the socket exists, but no process listens on it; did its QEMU end?"
                                    : ": what is there is no socket"),
                    failed);
        }
        return new QmpConnectException(
                "could not connect to " + this + ": " + failed.getMessage() + hint(failed), failed);
    }

    private QmpConnectException late(IOException failed, Deadline deadline) {
        String reason = UnixPeers.explainSilence(path, "")
                .map(why -> "its queue of connections is full; " + why)
                .orElse(failed.getMessage() + "; is it a stream socket, and does its owner accept connections?");
        return new QmpConnectException("could not connect to " + this + " within " + deadline + ": " + reason, failed);
    }

    private String hint(IOException failed) {
        // What the JDK makes of EACCES, here as well.
        if (!(failed instanceof BindException)) {
            return "";
        }
        return Files.exists(path)
                ? "; this user may not write to the socket"
                : "; this user may not enter a folder on the way to it";
    }

    private boolean isSocket() {
        return !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    @Override
    public Optional<String> explainSilence(String ifAccepted) {
        return UnixPeers.explainSilence(path, ifAccepted);
    }

    /** {@code unix:/run/vm.qmp}. */
    @Override
    public String toString() {
        return EndpointText.print(path);
    }
}
