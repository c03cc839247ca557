package org.qmp4j.it.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDeliveryException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.examples.transport.HttpConnector;
import org.qmp4j.examples.transport.SocksConnector;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/**
 * The two transports of {@code docs/guide/transports.md}, which use only the client's public API.
 *
 * <p>Not checked for leaks: the JDK's HTTP client closes its selector only when it is garbage collected.
 */
class OwnTransportIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final RawCommand STATUS = RawCommand.named("query-status");

    private RealQemu qemu;

    @BeforeEach
    void start() throws Exception {
        qemu = RealQemu.start();
    }

    @AfterEach
    void end() throws Exception {
        qemu.close();
    }

    @Test
    void aMonitorBehindASocksProxyAnswersAndSendsEvents() throws IOException {
        try (SocksRelay proxy = new SocksRelay(qemu.path("qmp"));
                QmpClient vm =
                        QmpClient.connect(Endpoint.of(new SocksConnector(proxy.address(), "host7.example", 4444)))) {
            EventSubscription<RawEvent> events = vm.events("STOP");
            vm.execute(RawCommand.named("cont"));
            vm.execute(RawCommand.named("stop"));
            assertThat(events.next(Duration.ofSeconds(20)).name()).isEqualTo("STOP");
            assertThat(proxy.asked()).containsExactly("host7.example:4444");
        }
    }

    @Test
    void aProxyThatIsNotThereIsReported() throws IOException {
        InetSocketAddress free;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        }
        Endpoint endpoint = Endpoint.of(new SocksConnector(free, "host7.example", 4444));
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(endpoint).close())
                .withMessageStartingWith(
                        "could not connect to socks:127.0.0.1:" + free.getPort() + "/host7.example:4444: ");
    }

    @Test
    void aMonitorBehindAWebServiceAnswers() throws IOException {
        try (QmpClient behind = QmpClient.connect(qemu.endpoint());
                MonitorService service = new MonitorService(behind);
                QmpClient vm = QmpClient.connect(Endpoint.of(new HttpConnector(HTTP, service.uri())))) {
            assertThat(vm.execute(STATUS)).isEqualTo(behind.execute(STATUS));
        }
    }

    @Test
    void aCommandThatTheServiceRefusesFailsAloneWithItsOutcome() throws IOException {
        try (QmpClient behind = QmpClient.connect(qemu.endpoint());
                MonitorService service = new MonitorService(behind);
                QmpClient vm = QmpClient.connect(Endpoint.of(new HttpConnector(HTTP, service.uri())))) {
            service.refuseWith(503);
            assertThatExceptionOfType(QmpDeliveryException.class)
                    .isThrownBy(() -> vm.execute(STATUS))
                    .withMessage("'query-status' was not sent on " + service.uri() + ": the service is busy")
                    .returns(Outcome.NOT_SENT, QmpCallException::outcome);
            service.refuseWith(504);
            assertThatExceptionOfType(QmpDeliveryException.class)
                    .isThrownBy(() -> vm.execute(STATUS))
                    .returns(Outcome.UNKNOWN, QmpCallException::outcome);
            service.refuseWith(0);
            assertThat(vm.execute(STATUS)).isEqualTo(behind.execute(STATUS));
            service.refuseWith(500);
            assertThatExceptionOfType(QmpDisconnectedException.class)
                    .isThrownBy(() -> vm.execute(STATUS))
                    .withMessageContaining("status 500");
        }
    }

    @Test
    void aServiceThatIsNotThereIsReported() {
        Endpoint endpoint = Endpoint.of(new HttpConnector(HTTP, URI.create("http://127.0.0.1:9/vm1")));
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(endpoint).close())
                .withMessageStartingWith("could not connect to http://127.0.0.1:9/vm1: ");
    }
}
