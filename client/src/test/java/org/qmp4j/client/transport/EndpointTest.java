package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;

class EndpointTest {
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofMillis(300)).build();

    @ParameterizedTest
    @CsvSource({
        "unix:/run/vm.qmp, unix:/run/vm.qmp",
        "/run/vm.qmp, unix:/run/vm.qmp",
        "vm.qmp, unix:vm.qmp",
        "./tcp:1, unix:./tcp:1",
        "/run/a:b, unix:/run/a:b",
        "tcp:localhost:4444, tcp:localhost:4444",
        "tcp:127.0.0.1:1, tcp:127.0.0.1:1",
        "tcp:[::1]:65535, tcp:[::1]:65535",
        "tls:vm.example:4444, tls:vm.example:4444",
        "tls:[fe80::1%eth0]:4444, tls:[fe80::1%eth0]:4444",
        "exec:qemu-system-x86_64  -qmp stdio, exec:qemu-system-x86_64 -qmp stdio",
        "inherited:, inherited:",
        "tcp://localhost:4444, tcp:localhost:4444",
        "tcp://[::1]:4444/, tcp:[::1]:4444",
        "tls://vm.example:4444, tls:vm.example:4444",
        "unix:///run/vm.qmp, unix:/run/vm.qmp",
        "tcp::4444, tcp:localhost:4444",
        "'/run/a,b', 'unix:/run/a,,b'",
    })
    void whatIsParsedPrintsAsItIsWritten(String text, String printed) {
        Endpoint endpoint = Endpoint.parse(text);
        assertThat(endpoint).hasToString(printed);
        assertThat(Endpoint.parse(printed)).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unix:/run/vm.qmp,server=on,wait=off | unix:/run/vm.qmp",
                "unix:/run/vm.qmp,server,nowait | unix:/run/vm.qmp",
                "unix:path=/run/vm.qmp,server=on,wait=off,abstract=off,reconnect-ms=0 | unix:/run/vm.qmp",
                "unix:/run/a,,b,,,server=on | unix:/run/a,,b,,",
                "tcp:127.0.0.1:4444,server=on,wait=off,nodelay=on,ipv4=on | tcp:127.0.0.1:4444",
                "tcp:127.0.0.1:4444,server,nowait,nodelay | tcp:127.0.0.1:4444",
                "tcp::4444,server=on,telnet=off,websocket=no | tcp:localhost:4444",
                "socket,id=c,path=/run/a:b,server=on,wait=off,mux=on,logfile=/tmp/log,,1 | unix:/run/a:b",
                "socket,id=c,host=127.0.0.1,port=4444,server=on,wait=off | tcp:127.0.0.1:4444",
                "socket,id=c,host=::1,port=4444,server,nowait | tcp:[::1]:4444",
                "socket,id=c,port=4444,server=on,noserver | tcp:localhost:4444",
            })
    void anOptionOfQemuIsReadAsItIs(String text, String printed) {
        assertThat(Endpoint.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unix:/run/vm.qmp,bogus=1 | unknown option 'bogus'",
                "unix:/run/a,b | unknown option 'b' in 'unix:/run/a,b'; write a comma in a path twice",
                "unix:/run/vm.qmp,nobogus | unknown option 'nobogus'",
                "unix:/run/vm.qmp, | unknown option ''",
                "tcp:localhost:4444,server=on,telnet=on | option telnet: QMP over telnet is not supported",
                "tcp:localhost:4444,telnet | option telnet: QMP over telnet is not supported",
                "tcp:localhost:4444,websocket=on | option websocket: QMP over a websocket is not supported",
                "tcp:localhost:4444,tls-creds=tls0 | write tls:HOST:PORT",
                "tcp:localhost:4444,to=4450 | QEMU may have taken another port",
                "tcp:localhost:4444,path=/x | unknown option 'path'",
                "telnet:localhost:4444,server=on | QMP over telnet is not supported",
                "websocket:localhost:4444 | QMP over websocket is not supported",
                "socket,id=c,server=on | no path in 'socket,id=c,server=on'",
                "socket,id=c,host=localhost,port=x | write HOST:PORT",
                "unix:@vm,server=on | abstract unix sockets are in the dependency org.qmp4j:qmp4j-descriptors",
                "unix:vm,abstract=on | abstract unix sockets are in the dependency org.qmp4j:qmp4j-descriptors",
                "unix:vm,abstract=on,tight=off | start QEMU without it",
                "unix:,server=on | no path",
            })
    void anOptionWithWhichItCannotConnectIsNamed(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/a,b", "/run/a,,b,", "@vm", "path=vm", "a,server=on", "socket,path=/x"})
    void aPathThatLooksLikeOptionsIsStillAPath(String path) {
        String printed = Endpoint.unix(path).toString();
        assertThat(Endpoint.parse(printed)).hasToString(printed);
        assertThat(((UnixConnector) Endpoint.parse(printed).connector()).path().normalize())
                .isEqualTo(Path.of(path));
    }

    @Test
    void anEndpointMadeFromPartsIsPrintedInItsParsedForm() {
        assertThat(Endpoint.unix("/run/vm.qmp"))
                .hasToString("unix:/run/vm.qmp")
                .isEqualTo(Endpoint.parse("/run/vm.qmp"));
        assertThat(Endpoint.tcp("::1", 4444)).hasToString("tcp:[::1]:4444").isEqualTo(Endpoint.parse("tcp:[::1]:4444"));
        assertThat(Endpoint.tls("host", 4444)).hasToString("tls:host:4444");
        assertThat(Endpoint.process(List.of("qemu", "-qmp", "stdio"))).hasToString("exec:qemu -qmp stdio");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | no address",
                "unix: | no path",
                "tcp:4444 | write HOST:PORT",
                "tcp:host | write HOST:PORT",
                "tcp:::1:4444 | an IPv6 address in brackets",
                "tcp:host:0 | from 1 to 65535, not 0",
                "tcp:host:65536 | from 1 to 65535, not 65536",
                "tls:host:x | write HOST:PORT",
                "exec: | no program",
                "vsock:3:4444 | vsock is in the dependency org.qmp4j:qmp4j-descriptors",
                "http://host/ | ./http://host/",
                "udp:host:1 | write unix:PATH, tcp:HOST:PORT",
            })
    void whatNamesNoEndpointIsRefusedWithTheFormsThatThereAre(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9"})
    void aPathOfMoreThan106BytesIsRefusedWithItsLength(String letter) {
        int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
        String longest = "/" + "y".repeat(105 % bytes) + letter.repeat(105 / bytes);
        assertThat(Endpoint.unix(longest)).hasToString("unix:" + longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.unix(longest + "z"))
                .withMessageContaining("107 bytes")
                .withMessageContaining("at most 106");
    }

    @Test
    void aMissingSocketIsReported(@TempDir Path folder) {
        assertThatExceptionOfType(QmpNotListeningException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.unix(folder.resolve("none"))))
                .withMessageContaining("no such socket")
                .withMessageContaining("server=on,wait=off");
    }

    @Test
    void aSocketWithoutAListenerIsReported(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("vm.qmp");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
        assertThatExceptionOfType(QmpNotListeningException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.unix(path)))
                .withMessageContaining("no process listens on it");
    }

    @Test
    void aPathThatCannotBeLookedAtIsNotTakenForNoSocket(@TempDir Path folder) throws Exception {
        // Like a folder without access permission; but root may enter every folder.
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        ConnectOptions waiting = ConnectOptions.builder().waitForSocket(true).build();
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.unix(loop), waiting))
                .isNotInstanceOf(QmpNotListeningException.class)
                .satisfies(failed -> assertThat(failed)
                        .hasMessage("could not connect to unix:" + loop + ": "
                                + Objects.requireNonNull(failed.getCause()).getMessage()));
    }

    @Test
    void aClosedTcpPortIsReported() throws Exception {
        int free;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = server.getLocalPort();
        }
        assertThatExceptionOfType(QmpNotListeningException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.tcp("127.0.0.1", free), IMPATIENT))
                .withMessageContaining("tcp:127.0.0.1:" + free);
    }

    @Test
    void aHostThatDoesNotAnswerIsNotReportedAsAClosedPort() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> TcpConnector.firstThatAnswers(
                        "127.0.0.1", 4444, "tcp:vm:4444", Deadline.after(Duration.ofMinutes(10)), (address, millis) -> {
                            throw new ConnectException("Connection timed out");
                        }))
                .isNotInstanceOf(QmpNotListeningException.class)
                .withMessage("could not connect to tcp:vm:4444: Connection timed out");
    }

    @Test
    void anUnknownHostIsReported() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.tcp("no-such-host.invalid", 4444)))
                .withMessageContaining("no-such-host.invalid");
    }

    @Test
    void aMissingProgramIsReported() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.process(List.of("no-such-program"))))
                .withMessageContaining("could not start 'no-such-program'");
    }

    @Test
    void aMissingInheritedSocketIsReported() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.inherited()))
                .withMessageContaining("no inherited connection: descriptor 0");
    }

    @Test
    void anInheritedSocketThatIsAlreadyUsedIsReported(@TempDir Path folder) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("vm.qmp"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            SocketChannel inherited = SocketChannel.open(address);
            InheritedConnector.over(inherited).close();
            assertThatExceptionOfType(QmpConnectException.class)
                    .isThrownBy(() -> InheritedConnector.over(inherited))
                    .withMessageContaining("it was closed before");
        }
    }
}
