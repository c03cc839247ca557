package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.qmp4j.it.support.Sessions.HEARING_STOP;
import static org.qmp4j.it.support.Sessions.shortSession;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Sessions;
import org.qmp4j.it.support.TcpPorts;

/** Every kind of connection carries the same session; a kind that cannot is reported. */
@ExtendWith(NoLeaks.class)
class TransportsIT {
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofSeconds(1)).build();

    private static Endpoint child(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Programs.qemu("qemu-system-x86_64").toString());
        command.addAll(List.of("-machine", "none", "-nodefaults", "-display", "none"));
        command.addAll(List.of(arguments));
        return Endpoint.process(command);
    }

    @Test
    @DisplayName("fact 27: a unix socket carries a session, and another after it")
    void fact27_aUnixSocketCarriesASession() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            shortSession(qemu.endpoint());
            shortSession(Endpoint.parse(qemu.path("qmp").toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    @DisplayName("fact 27: TCP carries a session, over IPv4 and over IPv6, and another after it")
    void fact27_tcpCarriesASession(String host) throws Exception {
        assumeTrue(canListenOn(host), "this machine has no " + host);
        try (RealQemu qemu = RealQemu.start(
                "-chardev", "socket,id=t,host=" + host + ",port=0,server=on,wait=off", "-mon", "t,mode=control")) {
            int port = TcpPorts.of(qemu, "t");
            shortSession(Endpoint.tcp(host, port));
            shortSession(Endpoint.parse("tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port));
        }
    }

    private static boolean canListenOn(String host) {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return any.isBound();
        } catch (java.io.IOException missing) {
            return false;
        }
    }

    @Test
    @DisplayName("fact 27: a child's standard input and output carry a session, and closing it ends the child")
    void fact27_theStandardStreamsOfAChildCarryASession() throws Exception {
        ProcessHandle child;
        try (QmpClient client = QmpClient.connect(child("-qmp", "stdio"), HEARING_STOP)) {
            child = ProcessHandle.current().children().findFirst().orElseThrow();
            Sessions.shortSession(client);
        }
        child.onExit().get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("fact 27: pretty=on carries a session, over a socket and over a child's streams")
    void fact27_prettyPrintingCarriesASession() throws Exception {
        try (RealQemu qemu = RealQemu.start(
                "-chardev", "socket,id=p,path={}/p,server=on,wait=off", "-mon", "p,mode=control,pretty=on")) {
            try (RawSocket socket = RawSocket.connect(qemu.path("p"))) {
                assertThat(socket.line()).containsExactly('{', '\r', '\n');
            }
            shortSession(qemu.endpoint("p"));
        }
        shortSession(child("-chardev", "stdio,id=p", "-mon", "p,mode=control,pretty=on"));
    }

    @Test
    @DisplayName("fact 27: QEMU refuses a monitor on vsock and ends; started as a child, its own words are passed on")
    void fact27_qemuRejectsVsock() throws Exception {
        String[] arguments = {"-qmp", "vsock:3:4444,server=on,wait=off"};
        try (RealQemu qemu = RealQemu.startUnheard(arguments)) {
            assertThat(qemu.process().waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(qemu.process().exitValue()).isEqualTo(1);
            // Separate threads read it, and may be late.
            Await.until(
                    "QEMU's output",
                    () -> qemu.output().contains("'vsock:3:4444,server=on,wait=off' is not a valid char driver"));
        }
        assertThat(catchThrowableOfType(
                        QmpHandshakeException.class, () -> QmpClient.connect(child(arguments), HEARING_STOP)))
                .hasMessageContaining("ended with code 1")
                .hasMessageContaining("is not a valid char driver");
    }

    @Test
    @DisplayName("fact 28: QEMU sends nothing on a WebSocket before a handshake; the client names the setting, in time")
    void fact28_aWebSocketMonitorIsNamedAsAPossibleCause() throws Exception {
        try (RealQemu qemu = RealQemu.start(
                "-chardev", "socket,id=u,path={}/u,server=on,wait=off,websocket=on",
                "-mon", "u,mode=control",
                "-chardev", "socket,id=t,host=127.0.0.1,port=0,server=on,wait=off,websocket=on",
                "-mon", "t,mode=control")) {
            qemu.awaitSocket("u");
            try (RawSocket socket = RawSocket.connect(qemu.path("u"))) {
                socket.send("{\"execute\":\"qmp_capabilities\"}\n");
                assertThat(socket.messageWithin(Duration.ofMillis(300))).isEmpty();
            }
            for (Endpoint endpoint : List.of(qemu.endpoint("u"), Endpoint.tcp("127.0.0.1", TcpPorts.of(qemu, "t")))) {
                assertThat(catchThrowableOfType(
                                QmpConnectException.class, () -> QmpClient.connect(endpoint, IMPATIENT)))
                        .as("the client's message about " + endpoint)
                        .isNotInstanceOf(QmpHandshakeException.class)
                        .hasMessageContaining(endpoint.toString())
                        .hasMessageContaining("no greeting came within")
                        .hasMessageContaining("websocket=on");
            }
            shortSession(qemu.endpoint());
        }
    }
}
