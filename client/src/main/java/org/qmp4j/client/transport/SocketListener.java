package org.qmp4j.client.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpClosedException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpConnectTimeoutException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;

/**
 * A bound socket to which QEMU connects, once or repeatedly. It has no thread: the caller of {@link #accept}
 * waits itself, one at a time.
 */
public final class SocketListener implements AutoCloseable {
    private final Connector endpoint;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final @Nullable SocketFile file;
    // The holder of the permit waits on the selector; fair, so that each caller is served in turn.
    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicBoolean closed = new AtomicBoolean();

    private SocketListener(Connector endpoint, ServerSocketChannel server, @Nullable SocketFile file)
            throws IOException {
        this.endpoint = endpoint;
        this.server = server;
        this.file = file;
        server.configureBlocking(false);
        this.selector = Selector.open();
        try {
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException | RuntimeException | Error failed) {
            selector.close();
            throw failed;
        }
    }

    /**
     * Binds and listens on a unix or TCP endpoint.
     *
     * @throws IllegalArgumentException if the endpoint is of another kind
     * @throws QmpConnectException if it cannot be bound, with the reason
     * @throws QmpInterruptedException if the thread is interrupted while it waits for another process that
     *     replaces the same stale socket file
     */
    public static SocketListener bind(Connector endpoint) {
        try {
            if (endpoint instanceof UnixConnector unix) {
                return bindUnix(unix);
            }
            if (endpoint instanceof TcpConnector tcp) {
                return bindTcp(tcp);
            }
        } catch (IOException failed) {
            throw new QmpConnectException("could not listen on " + endpoint + ": " + failed.getMessage(), failed);
        }
        throw new IllegalArgumentException("can listen on unix:PATH and tcp:HOST:PORT only, not on " + endpoint);
    }

    private static SocketListener bindUnix(UnixConnector unix) throws IOException {
        SocketFile file = SocketFile.bind(unix.path());
        try {
            return new SocketListener(unix, file.server(), file);
        } catch (IOException | RuntimeException | Error failed) {
            file.close();
            throw failed;
        }
    }

    private static SocketListener bindTcp(TcpConnector tcp) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            InetSocketAddress address = new InetSocketAddress(tcp.host(), tcp.port());
            if (address.isUnresolved()) {
                throw new IOException("unknown host '" + tcp.host() + "'");
            }
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return new SocketListener(tcp, server.bind(address), null);
        } catch (IOException | RuntimeException | Error failed) {
            server.close();
            throw failed;
        }
    }

    /**
     * Waits for the next connection.
     *
     * @throws QmpConnectTimeoutException if no peer has connected by the deadline; this goes on listening
     * @throws QmpClosedException if this is closed, also while waiting
     * @throws QmpInterruptedException if the thread is interrupted; this goes on listening
     */
    public Transport accept(Deadline deadline) {
        takeTurn(deadline);
        try {
            SocketChannel channel = next(deadline);
            sendAtOnce(channel);
            return SocketTransport.over(channel, endpoint + " (accepted)");
        } catch (ClosedSelectorException | ClosedChannelException closed) {
            throw new QmpClosedException("the listener on " + endpoint + " is closed", closed);
        } catch (IOException failed) {
            throw new QmpConnectException("could not accept on " + endpoint + ": " + failed.getMessage(), failed);
        } finally {
            turn.release();
        }
    }

    private static void sendAtOnce(SocketChannel channel) throws IOException {
        try {
            if (channel.getRemoteAddress() instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    private void takeTurn(Deadline deadline) {
        try {
            if (!turn.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                throw noConnection(deadline);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw interrupted(interrupted);
        }
    }

    private QmpConnectTimeoutException noConnection(Deadline deadline) {
        return new QmpConnectTimeoutException("no peer connected to " + endpoint + " within " + deadline, null);
    }

    private QmpInterruptedException interrupted(@Nullable InterruptedException cause) {
        return new QmpInterruptedException("interrupted while waiting for QEMU to connect to " + endpoint, cause);
    }

    private SocketChannel next(Deadline deadline) throws IOException {
        SocketChannel channel = server.accept();
        while (channel == null) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(null);
            }
            if (deadline.hasPassed()) {
                throw noConnection(deadline);
            }
            selector.select(Math.max(1, deadline.remainingMillis()));
            selector.selectedKeys().clear();
            channel = server.accept();
        }
        return channel;
    }

    /** Stops listening, wakes all waiting threads, and removes the socket file if it is still this listener's. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (selector) {
            if (file != null) {
                file.close();
            } else {
                server.close();
            }
        } catch (IOException alreadyBroken) {
            // It is gone either way.
        }
    }
}
