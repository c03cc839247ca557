package org.qmp4j.client;

import java.time.Duration;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.session.Connection;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.transport.SocketListener;

/**
 * A socket to which QEMU dials in, once or again and again: {@code -chardev
 * socket,id=c,path=/run/vm.qmp,server=off,reconnect-ms=300 -mon c,mode=control} ({@code reconnect=1} before QEMU 9.2).
 *
 * <p>A unix socket is never open to other users, not for a moment. A socket file on which no process listens is replaced. Of several
 * listeners that bind the same path, one succeeds.
 *
 * <p>All methods may be called by any thread; several that accept take turns.
 */
public final class QmpListener implements AutoCloseable {
    private final Endpoint endpoint;
    private final SocketListener listener;

    private QmpListener(Endpoint endpoint, SocketListener listener) {
        this.endpoint = endpoint;
        this.listener = listener;
    }

    /**
     * Binds and listens; from now on QEMU can connect.
     *
     * @param endpoint a unix or TCP endpoint
     * @throws IllegalArgumentException if the endpoint is of another kind
     * @throws org.qmp4j.client.error.QmpConnectException if it cannot be bound, with the reason
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted while it waits for another process that
     *     replaces the same stale socket file
     */
    public static QmpListener bind(Endpoint endpoint) {
        return new QmpListener(endpoint, SocketListener.bind(endpoint.connector()));
    }

    /** Where this listens. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Waits for QEMU, with {@link ConnectOptions#DEFAULT}; see {@link #accept(Duration, ConnectOptions)}. */
    public QmpClient accept(Duration timeout) {
        return accept(timeout, ConnectOptions.DEFAULT);
    }

    /**
     * Waits until QEMU connects, reads the greeting and negotiates.
     *
     * @param timeout for QEMU to connect; greeting and negotiation have the connect timeout of the options
     * @throws org.qmp4j.client.error.QmpConnectTimeoutException if no peer connected in time; this goes on listening
     * @throws org.qmp4j.client.error.QmpHandshakeException if the peer that connected is not a usable QMP monitor
     * @throws org.qmp4j.client.error.QmpClosedException if this is closed, also while waiting
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     */
    public QmpClient accept(Duration timeout, ConnectOptions options) {
        Connector accepted = new AcceptedConnector(endpoint);
        Connection connection = new Connection(accepted, listener.accept(Deadline.after(timeout)));
        return SessionClient.begin(
                connection, Endpoint.of(accepted), options, Deadline.after(options.connectTimeout()));
    }

    /** Stops listening, wakes the threads that wait, and removes the socket file. Clients that were accepted stay. Idempotent. */
    @Override
    public void close() {
        listener.close();
    }
}
