package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.TcpPorts;
import org.qmp4j.it.support.TestAuthority;

/** TLS that a server rejects, or that the application's own managers block: the client reports it, in time. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class TlsRefusalIT {
    private static final String HOST = "127.0.0.1";
    private static final String ADVICE = "it may want a client certificate that it trusts";
    private static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofMillis(700)).build();

    private static Path folder;
    private static TestAuthority authority;
    private static Path server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        folder = RealQemu.newFolder();
        authority = TestAuthority.make(folder.resolve("authority"));
        server = authority.issueServer("server", "ip:127.0.0.1");
    }

    @AfterAll
    static void removeCertificates() throws Exception {
        RealQemu.removeFolder(folder);
    }

    /** A server of the JDK that completes the handshake with every client, and then sends nothing. */
    private record JdkServer(SSLServerSocket socket, List<String> failures) implements AutoCloseable {
        static JdkServer start(String protocol, boolean wantsCertificate) throws Exception {
            SSLServerSocket listening = (SSLServerSocket) authority
                    .trustingAndShowing(authority, "server")
                    .getServerSocketFactory()
                    .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
            listening.setEnabledProtocols(new String[] {protocol});
            listening.setNeedClientAuth(wantsCertificate);
            JdkServer started = new JdkServer(listening, new CopyOnWriteArrayList<>());
            Thread thread = new Thread(started::serve, "it-tls-server");
            thread.setDaemon(true);
            thread.start();
            return started;
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (SSLSocket client = (SSLSocket) socket.accept()) {
                    client.startHandshake();
                    var unused = client.getInputStream().read();
                } catch (SSLException refused) {
                    failures.add(refused.getMessage());
                } catch (IOException closed) {
                    // The next client, or none.
                }
            }
        }

        Endpoint endpoint(SSLContext context) {
            return Endpoint.tls(HOST, socket.getLocalPort(), context);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static QmpHandshakeException refusal(Callable<?> connect) throws Exception {
        CompletableFuture<?> call = Await.inBackground(connect);
        return Await.failureOf(call, QmpHandshakeException.class);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, bad_certificate|handshake_failure", "TLSv1.3, certificate_required|bad_certificate"})
    void theMessageOfTheServerIsReported(String protocol, String alerts) throws Exception {
        try (JdkServer jdk = JdkServer.start(protocol, true)) {
            Endpoint endpoint = jdk.endpoint(authority.trusting());
            // Whether the client still writes when the server has closed the connection is a matter of chance.
            for (int i = 0; i < 10; i++) {
                assertThat(refusal(() -> QmpClient.connect(endpoint, PATIENT)))
                        .hasMessageMatching(".*the server sent the alert (" + alerts + "): " + ADVICE + ".*");
                assertThat(refusal(() -> GuestAgentClient.connect(endpoint, PATIENT)))
                        .hasMessageMatching(".*the server sent the alert (" + alerts + "): " + ADVICE + ".*");
            }
            assertThat(jdk.failures()).allMatch(reason -> reason.contains("client certificate chain"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NORMAL:-VERS-TLS1.3", "NORMAL"})
    void aQemuThatRequiresACertificateIsRecognised(String priority) throws Exception {
        try (RealQemu qemu = RealQemu.start(
                "-object",
                "tls-creds-x509,id=tls,endpoint=server,dir=" + server + ",verify-peer=yes,priority=" + priority,
                "-chardev",
                "socket,id=t,host=" + HOST + ",port=0,server=on,wait=off,tls-creds=tls",
                "-mon",
                "t,mode=control")) {
            Endpoint endpoint = Endpoint.tls(HOST, TcpPorts.of(qemu, "t"), authority.trusting());
            for (int i = 0; i < 3; i++) {
                assertThat(refusal(() -> QmpClient.connect(endpoint, PATIENT))).hasMessageContaining(ADVICE);
            }
        }
    }

    @Test
    void aBlockingTrustManagerDoesNotDelayTheTimeout() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new BlockingTrust(release)}, null);
        heldUp(context, release);
    }

    @Test
    void aBlockingKeyManagerDoesNotDelayTheTimeout() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(0);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new BlockingKeys(release)}, new TrustManager[] {new BlockingTrust(free)}, null);
        heldUp(context, release);
    }

    private static void heldUp(SSLContext context, CountDownLatch release) throws Exception {
        try (JdkServer jdk = JdkServer.start("TLSv1.3", true)) {
            assertThat(refusal(() -> QmpClient.connect(jdk.endpoint(context), IMPATIENT)))
                    .hasMessageContaining("within 700 ms")
                    .hasMessageContaining("a trust manager or key manager of the SSLContext has not returned");
        } finally {
            release.countDown();
        }
    }

    private static void await(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Trusts everyone once the latch is open. */
    private static final class BlockingTrust extends X509ExtendedTrustManager {
        private final CountDownLatch release;

        BlockingTrust(CountDownLatch release) {
            this.release = release;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            await(release);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            await(release);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            await(release);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Has no key, and says so once the latch is open. */
    private static final class BlockingKeys extends X509ExtendedKeyManager {
        private final CountDownLatch release;

        BlockingKeys(CountDownLatch release) {
            this.release = release;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            await(release);
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }
}
