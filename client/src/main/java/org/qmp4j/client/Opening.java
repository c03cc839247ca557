package org.qmp4j.client;

import java.time.Duration;
import java.util.function.Supplier;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.session.Connection;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.transport.Pause;

/** Opens an endpoint; if the options say so, waits until it can be opened. */
final class Opening {
    private static final Duration POLL = Duration.ofMillis(20);

    private Opening() {}

    static Connection open(Endpoint endpoint, ConnectOptions options, Deadline deadline) {
        Connector connector = endpoint.connector();
        while (true) {
            try {
                return new Connection(connector, connector.open(deadline));
            } catch (QmpNotListeningException notYet) {
                if (!options.waitForSocket() || deadline.hasPassed()) {
                    throw notYet;
                }
                Pause.atMost(POLL, deadline, "waiting for " + endpoint);
            }
        }
    }

    /** Begins a session over a connection. If that fails, the connection is closed, because no caller has it yet. */
    static <S> S begin(Connection connection, ConnectOptions options, Supplier<S> session) {
        try {
            connection.transport().keepAlive(options.keepAlive());
            return session.get();
        } catch (RuntimeException | Error failed) {
            connection.transport().close();
            throw failed;
        }
    }
}
