package org.qmp4j.client.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;

/** A TCP socket by host and port. */
public record TcpConnector(String host, int port) implements Connector {
    /** Checks the address. */
    public TcpConnector {
        EndpointText.checkPort(port);
    }

    /** One attempt to connect to one address. */
    interface Attempt<T> {
        T connect(InetSocketAddress address, int timeoutMillis) throws IOException;
    }

    @Override
    public Transport open(Deadline deadline) {
        SocketChannel channel = firstThatAnswers(host, port, toString(), deadline, TcpConnector::connect);
        try {
            return SocketTransport.over(channel, toString());
        } catch (IOException failed) {
            throw new QmpConnectException("could not connect to " + this + ": " + failed.getMessage(), failed);
        }
    }

    /** Connects to the first address of the host that answers. */
    static <T> T firstThatAnswers(String host, int port, String name, Deadline deadline, Attempt<T> attempt) {
        List<InetAddress> addresses = HostAddresses.of(host, name, deadline);
        IOException last = null;
        for (int i = 0; i < addresses.size(); i++) {
            try {
                int share = Math.max(1, deadline.remainingMillis() / (addresses.size() - i));
                return attempt.connect(new InetSocketAddress(addresses.get(i), port), share);
            } catch (ClosedByInterruptException interrupted) {
                throw new QmpInterruptedException("interrupted while connecting to " + name, interrupted);
            } catch (IOException failed) {
                last = failed;
            }
        }
        throw failure(name, deadline, last);
    }

    private static SocketChannel connect(InetSocketAddress address, int timeoutMillis) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(address, timeoutMillis);
            return channel;
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    private static QmpConnectException failure(String name, Deadline deadline, @Nullable IOException last) {
        if (last instanceof ConnectException && !isTimeOut(last)) {
            return new QmpNotListeningException("could not connect to " + name + ": no process listens there", last);
        }
        String reason = last == null ? "the host has no address" : String.valueOf(last.getMessage());
        String limit = last instanceof SocketTimeoutException ? " within " + deadline : "";
        return new QmpConnectException("could not connect to " + name + limit + ": " + reason, last);
    }

    // The kernel's own, which the JDK distinguishes from a refusal by its text alone, which may be in another language.
    private static boolean isTimeOut(IOException failed) {
        return String.valueOf(failed.getMessage()).contains("timed out");
    }

    /** {@code tcp:localhost:4444}, {@code tcp:[::1]:4444}. */
    @Override
    public String toString() {
        return "tcp:" + EndpointText.print(host, port);
    }
}
