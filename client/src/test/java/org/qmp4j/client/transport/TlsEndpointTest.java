package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Caller;

/** Failures before a TLS session exists. Complete TLS sessions are tested with QEMU. */
class TlsEndpointTest {
    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Caller<QmpClient> connect(int port, Duration allowed) {
        ConnectOptions options =
                ConnectOptions.builder().connectTimeout(allowed).build();
        return Caller.of(() -> QmpClient.connect(Endpoint.tls("127.0.0.1", port), options));
    }

    @Test
    void anInterruptEndsTheHandshakeWithASilentPeer() throws Exception {
        try (ServerSocket server = listening()) {
            Caller<QmpClient> connecting = connect(server.getLocalPort(), Duration.ofMinutes(10));
            try (Socket silent = server.accept()) {
                InputStream hello = silent.getInputStream();
                assertThat(hello.read()).as("the handshake has begun").isNotNegative();
                connecting.interrupt();
                QmpInterruptedException interrupted = connecting.failure(QmpInterruptedException.class);
                assertThat(interrupted).hasMessageContaining("tls:127.0.0.1:" + server.getLocalPort());
                assertThat(connecting.wasInterruptedAtTheEnd()).isTrue();
                hello.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @Test
    void theHandshakeWithASilentPeerTimesOut() throws Exception {
        try (ServerSocket server = listening()) {
            assertThat(connect(server.getLocalPort(), Duration.ofMillis(200)).failure(QmpHandshakeException.class))
                    .hasMessageContaining("no TLS session with tls:127.0.0.1:" + server.getLocalPort()
                            + " within 200 ms: does it speak TLS?");
        }
    }

    @Test
    void aClosedPortIsReported() throws Exception {
        int free;
        try (ServerSocket server = listening()) {
            free = server.getLocalPort();
        }
        assertThat(connect(free, Duration.ofMinutes(10)).failure(QmpNotListeningException.class))
                .hasMessageContaining("no process listens there");
    }
}
