package org.qmp4j.client;

import java.time.Duration;
import java.util.function.Supplier;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.client.transport.Pause;
import org.qmp4j.client.transport.Transport;

/** Opens an endpoint, and waits for it to appear where that is wanted. */
final class Opening {
    private static final Duration POLL = Duration.ofMillis(20);

    private Opening() {}

    static Transport open(Endpoint endpoint, boolean waitUntilThere, Deadline deadline) {
        while (true) {
            try {
                return endpoint.open(deadline);
            } catch (QmpNotListeningException notYet) {
                if (!waitUntilThere || deadline.hasPassed()) {
                    throw notYet;
                }
                Pause.atMost(POLL, deadline, "waiting for " + endpoint);
            }
        }
    }

    /** Begins a session over a connection. If that fails, the connection is closed, because no caller has it yet. */
    static <S> S begin(Transport transport, ConnectOptions options, Supplier<S> session) {
        try {
            transport.keepAlive(options.keepAlive());
            return session.get();
        } catch (RuntimeException | Error failed) {
            transport.close();
            throw failed;
        }
    }
}
