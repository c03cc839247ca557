package org.qmp4j.machine;

import java.nio.file.Path;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.process.ChildProcess;

/** The process connects to a socket that is bound before the process starts, so neither has to wait for the other. */
final class DialIn implements MonitorLink {
    private final Path socket;
    private final QmpListener listener;

    private DialIn(Path socket, QmpListener listener) {
        this.socket = socket;
        this.listener = listener;
    }

    static DialIn bind(Lifetime lifetime) {
        Path socket = lifetime.folder().resolve(SOCKET);
        QmpListener listener = QmpListener.bind(Endpoint.unix(socket));
        lifetime.add(listener);
        return new DialIn(socket, listener);
    }

    @Override
    public Path socket() {
        return socket;
    }

    @Override
    public boolean isServedByProcess() {
        return false;
    }

    @Override
    public QmpClient connect(ChildProcess process, Deadline deadline, ConnectOptions options) {
        // This ends the wait below.
        var unused = process.exit().whenComplete((code, failed) -> listener.close());
        try {
            return listener.accept(deadline.remaining(), options);
        } finally {
            // The process connects once.
            listener.close();
        }
    }
}
