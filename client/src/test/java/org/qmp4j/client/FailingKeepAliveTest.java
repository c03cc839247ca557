package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;

/** If a transport throws while a session is prepared, its connection is closed. */
class FailingKeepAliveTest {
    private final Peer peer = Peer.listening();

    @AfterEach
    void close() {
        peer.close();
    }

    /** A transport whose {@code keepAlive} throws. */
    private record Failing(Endpoint endpoint) implements Connector {
        @Override
        public Transport open(Deadline deadline) {
            Transport transport = endpoint.connector().open(deadline);
            return (Transport) Proxy.newProxyInstance(
                    Transport.class.getClassLoader(), new Class<?>[] {Transport.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("keepAlive")) {
                            throw new IllegalStateException("thrown on purpose");
                        }
                        return method.invoke(transport, arguments);
                    });
        }
    }

    private Endpoint failing() {
        return Endpoint.of(new Failing(peer.endpoint()));
    }

    @Test
    void theSocketOfAMonitorIsClosed() {
        Caller<QmpClient> connecting = Caller.of(() -> QmpClient.connect(failing()));
        peer.accept().awaitEnd();
        assertThat(connecting.failure(IllegalStateException.class)).hasMessage("thrown on purpose");
    }

    @Test
    void theSocketOfAGuestAgentIsClosed() {
        Caller<GuestAgentClient> connecting =
                Caller.of(() -> GuestAgentClient.connect(failing(), ConnectOptions.DEFAULT));
        peer.accept().awaitEnd();
        assertThat(connecting.failure(IllegalStateException.class)).hasMessage("thrown on purpose");
    }
}
