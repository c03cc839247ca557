package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.qmp4j.it.support.Sessions.shortSession;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.TcpPorts;
import org.qmp4j.it.support.TestAuthority;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** TLS to a monitor: which peers the client and QEMU trust, and the message if one side speaks the wrong protocol. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class TlsIT {
    private static final String HOST = "127.0.0.1";
    private static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofSeconds(1)).build();

    private static Path folder;
    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static Path server;
    private static Path otherName;

    @BeforeAll
    static void makeCertificates() throws Exception {
        folder = RealQemu.newFolder();
        authority = TestAuthority.make(folder.resolve("authority"));
        server = authority.issueServer("server", "ip:127.0.0.1");
        otherName = authority.issueServer("other", "dns:monitor.example");
        authority.issueClient("client");
        stranger = TestAuthority.make(folder.resolve("stranger"));
        stranger.issueClient("client");
    }

    @AfterAll
    static void removeCertificates() throws Exception {
        RealQemu.removeFolder(folder);
    }

    /** A QEMU with a monitor for its port, and one that speaks TLS. */
    private static RealQemu startWithTls(Path credentials, boolean askForCertificate) throws Exception {
        return RealQemu.start(
                "-object",
                "tls-creds-x509,id=tls,endpoint=server,dir=" + credentials + ",verify-peer="
                        + (askForCertificate ? "yes" : "no"),
                "-chardev",
                "socket,id=t,host=" + HOST + ",port=0,server=on,wait=off,tls-creds=tls",
                "-mon",
                "t,mode=control");
    }

    private static <E extends QmpConnectException> E refusal(Class<E> type, Endpoint endpoint, ConnectOptions options) {
        E refused = catchThrowableOfType(type, () -> QmpClient.connect(endpoint, options));
        assertThat(refused).as("a failure to connect to " + endpoint).isNotNull();
        assertThat(refused).hasMessageContaining(endpoint.toString());
        return refused;
    }

    @Test
    @DisplayName("fact 28: TLS carries a session on every version, and another after it")
    void fact28_tlsCarriesASession() throws Exception {
        try (RealQemu qemu = startWithTls(server, false)) {
            Endpoint endpoint = Endpoint.tls(HOST, TcpPorts.of(qemu, "t"), authority.trusting());
            shortSession(endpoint);
            shortSession(endpoint);
            JsonNode schema;
            try (QmpClient client = QmpClient.connect(endpoint, PATIENT)) {
                schema = client.execute(RawCommand.named("query-qmp-schema"));
            }
            try (QmpClient plain = QmpClient.connect(qemu.endpoint(), PATIENT)) {
                assertThat(schema).isEqualTo(plain.execute(RawCommand.named("query-qmp-schema")));
            }
        }
    }

    @Test
    @DisplayName("fact 28: where QEMU asks for a certificate, a client with one of its authority is let in")
    void fact28_aClientCertificateIsAccepted() throws Exception {
        try (RealQemu qemu = startWithTls(server, true)) {
            int port = TcpPorts.of(qemu, "t");
            shortSession(Endpoint.tls(HOST, port, authority.trustingAndShowing(authority, "client")));
        }
    }

    @Test
    @DisplayName("fact 28: where QEMU asks for a certificate, a client without one or with a stranger's is turned away")
    void fact28_withoutAValidClientCertificateQemuRejectsTheClient() throws Exception {
        try (RealQemu qemu = startWithTls(server, true)) {
            int port = TcpPorts.of(qemu, "t");
            refusal(QmpHandshakeException.class, Endpoint.tls(HOST, port, authority.trusting()), PATIENT);
            refusal(
                    QmpHandshakeException.class,
                    Endpoint.tls(HOST, port, authority.trustingAndShowing(stranger, "client")),
                    PATIENT);
            shortSession(Endpoint.tls(HOST, port, authority.trustingAndShowing(authority, "client")));
        }
    }

    @Test
    @DisplayName("fact 28: a certificate for another name is refused, and taken only where any name is allowed")
    void fact28_aWrongHostNameIsRejectedUnlessAllowed() throws Exception {
        try (RealQemu qemu = startWithTls(otherName, false)) {
            int port = TcpPorts.of(qemu, "t");
            assertThat(refusal(QmpHandshakeException.class, Endpoint.tls(HOST, port, authority.trusting()), PATIENT))
                    .hasMessageContaining("No subject alternative names")
                    .hasMessageContaining(HOST);
            shortSession(Endpoint.tls(HOST, port, authority.trusting()).withoutHostNameCheck());
        }
    }

    @Test
    @DisplayName("fact 28: a certificate of an unknown authority is refused, also where any name is allowed")
    void fact28_anUnknownAuthorityIsRejected() throws Exception {
        try (RealQemu qemu = startWithTls(server, false)) {
            int port = TcpPorts.of(qemu, "t");
            assertThat(refusal(QmpHandshakeException.class, Endpoint.tls(HOST, port, stranger.trusting()), PATIENT))
                    .hasMessageContaining("PKIX path");
            assertThat(refusal(QmpHandshakeException.class, Endpoint.tls(HOST, port), PATIENT))
                    .as("the JVM's own authorities")
                    .hasMessageContaining("PKIX path");
            refusal(QmpHandshakeException.class, Endpoint.tls(HOST, port).withoutHostNameCheck(), PATIENT);
            shortSession(Endpoint.tls(HOST, port, authority.trusting()));
        }
    }

    @Test
    @DisplayName("fact 28: a client without TLS on a TLS port receives nothing; it names the setting, in time")
    void fact28_aPlainClientOnATlsPortLearnsTheCause() throws Exception {
        try (RealQemu qemu = startWithTls(server, false)) {
            int port = TcpPorts.of(qemu, "t");
            assertThat(refusal(QmpConnectException.class, Endpoint.tcp(HOST, port), IMPATIENT))
                    .hasMessageContaining("no greeting came within")
                    .hasMessageContaining("tls-creds");
            shortSession(Endpoint.tls(HOST, port, authority.trusting()));
        }
    }

    @Test
    @DisplayName("fact 28: a client with TLS on a plain port asks whether TLS is spoken there, in time")
    void fact28_aTlsClientOnAPlainPortLearnsTheCause() throws Exception {
        try (RealQemu qemu = RealQemu.start(
                "-chardev", "socket,id=t,host=" + HOST + ",port=0,server=on,wait=off", "-mon", "t,mode=control")) {
            int port = TcpPorts.of(qemu, "t");
            assertThat(refusal(QmpHandshakeException.class, Endpoint.tls(HOST, port, authority.trusting()), IMPATIENT))
                    .hasMessageContaining("no TLS session with")
                    .hasMessageContaining("does it speak TLS?");
            shortSession(Endpoint.tcp(HOST, port));
            try (QmpClient holder = QmpClient.connect(Endpoint.tcp(HOST, port), PATIENT)) {
                assertThat(refusal(
                                QmpHandshakeException.class, Endpoint.tls(HOST, port, authority.trusting()), IMPATIENT))
                        .as("while another client is served, QEMU sends nothing")
                        .hasMessageContaining("within 1 s: does it speak TLS?");
                assertThat(holder.execute(RawCommand.named("query-status")).has("status"))
                        .isTrue();
            }
        }
    }
}
