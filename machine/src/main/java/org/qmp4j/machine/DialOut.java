package org.qmp4j.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.machine.process.ChildProcess;

/**
 * The process listens on the socket, and the client connects to it.
 *
 * @param endpoint from the socket's path
 */
record DialOut(Path socket, Function<Path, Endpoint> endpoint) implements MonitorLink {
    private static final Duration POLL = Duration.ofMillis(10);

    @Override
    public boolean isServedByProcess() {
        return true;
    }

    @Override
    public QmpClient connect(ChildProcess process, Deadline deadline, ConnectOptions options) {
        return QmpClient.connect(
                Endpoint.of(new SocketOf(process, endpoint.apply(socket).connector())), options);
    }

    /** A socket that appears while its process starts. */
    private record SocketOf(ChildProcess process, Connector socket) implements Connector {
        @Override
        public Transport open(Deadline deadline) {
            while (true) {
                try {
                    return socket.open(deadline);
                } catch (QmpNotListeningException notYet) {
                    if (process.await(POLL) || deadline.hasPassed()) {
                        throw notYet;
                    }
                }
            }
        }

        @Override
        public String toString() {
            return socket.toString();
        }
    }
}
