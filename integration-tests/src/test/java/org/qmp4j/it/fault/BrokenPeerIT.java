package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.PlainPeer;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.TcpPorts;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** A TCP port with another program, or one that breaks the connection: the client reports what it found. */
@ExtendWith(NoLeaks.class)
class BrokenPeerIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofSeconds(1)).build();
    private static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();
    private static final CallOptions SOON = CallOptions.timeout(Duration.ofMillis(300));

    private static CompletableFuture<QmpClient> connecting(PlainPeer peer) {
        return Await.inBackground(() -> QmpClient.connect(peer.endpoint(), PATIENT));
    }

    private static QmpClient connected(CompletableFuture<QmpClient> connecting) throws Exception {
        return connecting.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SSH-2.0-OpenSSH_9.6                | "SSH-2.0-OpenSSH_9.6
            HTTP/1.1 400 Bad Request           | "HTTP/1.1 400 Bad Request
            <!DOCTYPE html>                    | "<!DOCTYPE html>
            220 mail.example ESMTP             | "220 mail.example ESMTP
            RFB 003.008                        | "RFB 003.008
            '\25\3\3\0\2'                      | "\\x15\\x03\\x03\\x00\\x02
            []                                 | "[]
            "QMP"                              | ""QMP"
            {"jsonrpc": "2.0", "result": 19}   | {"jsonrpc": "2.0", "result": 19}
            {"version": {"major": 11}}         | {"version": {"major": 11}}
            {QMP}                              | {QMP}
            """)
    @DisplayName("what greets otherwise than QMP is refused at once, and its first bytes are shown")
    void anUnexpectedGreetingIsShown(String banner, String shown) throws Exception {
        try (PlainPeer peer = new PlainPeer()) {
            CompletableFuture<QmpClient> connecting = connecting(peer);
            try (PlainPeer.Guest guest = peer.accept()) {
                guest.send(banner + "\r\n");
                QmpHandshakeException refused = Await.failureOf(connecting, QmpHandshakeException.class);
                assertThat(refused)
                        .hasMessageContaining(peer.endpoint().toString())
                        .hasMessageContaining("does not speak QMP")
                        .hasMessageContaining(shown);
            }
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0,", " \r\n"})
    @DisplayName("half a greeting or none, and then silence: no greeting came in time, and what the causes may be")
    void anUnfinishedGreetingIsATimeout(String begun) throws Exception {
        try (PlainPeer peer = new PlainPeer()) {
            CompletableFuture<QmpClient> connecting =
                    Await.inBackground(() -> QmpClient.connect(peer.endpoint(), IMPATIENT));
            try (PlainPeer.Guest guest = peer.accept()) {
                guest.send(begun);
                QmpConnectException refused = Await.failureOf(connecting, QmpConnectException.class);
                assertThat(refused)
                        .isNotInstanceOf(QmpHandshakeException.class)
                        .hasMessageContaining(peer.endpoint().toString())
                        .hasMessageContaining("no greeting came within 1 s")
                        .hasMessageContaining("no plain QMP monitor");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false, the peer closed the connection", "true, the connection broke"})
    @DisplayName("a connection that ends or breaks in the middle of the greeting is reported as such")
    void anEndInTheMiddleOfTheGreetingIsReported(boolean reset, String how) throws Exception {
        try (PlainPeer peer = new PlainPeer()) {
            CompletableFuture<Integer> arrived = new CompletableFuture<>();
            ClientObserver listening = new ClientObserver() {
                @Override
                public void bytesReceived(String endpoint, int count) {
                    arrived.complete(count);
                }
            };
            ConnectOptions options = ConnectOptions.builder()
                    .connectTimeout(Await.PATIENCE)
                    .observer(listening)
                    .build();
            CompletableFuture<QmpClient> connecting =
                    Await.inBackground(() -> QmpClient.connect(peer.endpoint(), options));
            try (PlainPeer.Guest guest = peer.accept()) {
                guest.send("{\"QMP\": {\"version\": ");
                // An earlier reset would be a failure to connect.
                arrived.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (reset) {
                    guest.reset();
                }
            }
            assertThat(Await.failureOf(connecting, QmpHandshakeException.class))
                    .hasMessageContaining(how + " before a session had begun");
        }
    }

    @Test
    @DisplayName("half an answer, and then silence: the call ends in time, and the other half does no harm")
    void anInvalidReplyFailsOnlyItsCall() throws Exception {
        try (PlainPeer peer = new PlainPeer()) {
            CompletableFuture<QmpClient> connecting = connecting(peer);
            try (PlainPeer.Guest guest = peer.acceptSession();
                    QmpClient client = connected(connecting)) {
                CompletableFuture<JsonNode> call = client.submit(QUERY_STATUS, SOON);
                String id = guest.nextId();
                guest.send("{\"return\": {\"status\": \"run");
                QmpTimeoutException late = Await.failureOf(call, QmpTimeoutException.class);
                assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
                assertThat(client.isOpen()).isTrue();

                CompletableFuture<JsonNode> next = client.submit(RawCommand.named("query-name"));
                String nextId = guest.nextId();
                guest.send("ning\"}, \"id\": " + id + "}\r\n");
                guest.answer(nextId, "{\"name\": \"mine\"}");
                assertThat(next.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .hasToString("{\"name\":\"mine\"}");
                assertThat(client.statistics().lateReplies()).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("garbage in the middle of a session ends it: what was sent may have run, what waited was not sent")
    void garbageEndsTheSessionAndEveryCallHasItsOutcome() throws Exception {
        try (PlainPeer peer = new PlainPeer()) {
            CompletableFuture<QmpClient> connecting = connecting(peer);
            try (PlainPeer.Guest guest = peer.acceptSession();
                    QmpClient client = connected(connecting)) {
                List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
                for (int i = 0; i < 70; i++) {
                    calls.add(client.submit(QUERY_STATUS));
                }
                guest.nextId();
                guest.send("\u0000\u0001garbage\u00fe\r\n");
                for (int i = 0; i < 70; i++) {
                    QmpCallException broken = Await.failureOf(calls.get(i), QmpProtocolException.class);
                    assertThat(broken.outcome())
                            .as("call %s with 64 in flight", i)
                            .isEqualTo(i < 64 ? Outcome.UNKNOWN : Outcome.NOT_SENT);
                    assertThat(broken).hasMessageContaining("found: \"\\x00\\x01garbage\\xfe\\x0d\\x0a\"");
                }
                assertThat(catchThrowableOfType(QmpDisconnectedException.class, () -> client.execute(QUERY_STATUS))
                                .outcome())
                        .isEqualTo(Outcome.NOT_SENT);
                assertThat(client.closeReason().orElseThrow().message()).contains("garbage");
            }
        }
    }

    @Test
    @DisplayName("a reset in the middle of a call is a connection that broke, and no end in order")
    void aResetIsReportedAsABrokenConnection() throws Exception {
        try (PlainPeer peer = new PlainPeer()) {
            CompletableFuture<QmpClient> connecting = connecting(peer);
            try (PlainPeer.Guest guest = peer.acceptSession();
                    QmpClient client = connected(connecting)) {
                CompletableFuture<JsonNode> call = client.submit(QUERY_STATUS);
                guest.nextId();
                guest.reset();
                QmpCallException broken = Await.failureOf(call, QmpDisconnectedException.class);
                assertThat(broken).isNotInstanceOf(QmpProtocolException.class).hasMessageContaining("broke");
                assertThat(broken.outcome()).isEqualTo(Outcome.UNKNOWN);
            }
        }
    }

    private static void assertNoGreeting(Endpoint endpoint) {
        assertThat(catchThrowableOfType(QmpConnectException.class, () -> QmpClient.connect(endpoint, IMPATIENT)))
                .isNotInstanceOf(QmpHandshakeException.class)
                .hasMessageContaining(endpoint.toString())
                .hasMessageContaining("no greeting came within 1 s")
                .hasMessageContaining("another client may be connected")
                .hasMessageContaining("QEMU may be stopped");
    }

    @Tag("slow")
    @Test
    @DisplayName("over TCP, a QEMU that serves another client or is stopped sends nothing: both causes are named")
    void withoutAGreetingOnTcpTheMessageNamesPossibleCauses() throws Exception {
        try (RealQemu qemu = RealQemu.start(
                "-chardev", "socket,id=t,host=127.0.0.1,port=0,server=on,wait=off", "-mon", "t,mode=control")) {
            Endpoint endpoint = Endpoint.tcp("127.0.0.1", TcpPorts.of(qemu, "t"));
            try (QmpClient holder = QmpClient.connect(endpoint, PATIENT)) {
                assertNoGreeting(endpoint);
                assertThat(holder.execute(QUERY_STATUS).has("status")).isTrue();
            }
            qemu.stop();
            assertNoGreeting(endpoint);
            qemu.signal("CONT");
            try (QmpClient client = QmpClient.connect(endpoint, PATIENT)) {
                assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
            }
        }
    }
}
