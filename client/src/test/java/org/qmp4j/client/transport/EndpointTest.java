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
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpNobodyListensException;

class EndpointTest {
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectDeadline(Duration.ofMillis(300)).build();

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
    })
    void whatIsParsedPrintsAsItIsWritten(String text, String printed) {
        Endpoint endpoint = Endpoint.parse(text);
        assertThat(endpoint).hasToString(printed);
        assertThat(Endpoint.parse(printed)).hasToString(printed);
    }

    @Test
    void whatIsMadeFromPartsPrintsAsItIsParsed() {
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
    void nobodyAtAPathIsToldAsSuch(@TempDir Path folder) {
        assertThatExceptionOfType(QmpNobodyListensException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.unix(folder.resolve("none"))))
                .withMessageContaining("no such socket")
                .withMessageContaining("server=on,wait=off");
    }

    @Test
    void aSocketThatNobodyListensOnIsToldAsSuch(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("vm.qmp");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
        assertThatExceptionOfType(QmpNobodyListensException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.unix(path)))
                .withMessageContaining("nobody listens on it");
    }

    @Test
    void aPathThatCannotBeLookedAtIsNotTakenForNoSocket(@TempDir Path folder) throws Exception {
        // As where the folder may not be entered, which the administrator always may.
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        ConnectOptions waiting = ConnectOptions.builder().waitForSocket(true).build();
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.unix(loop), waiting))
                .isNotInstanceOf(QmpNobodyListensException.class)
                .satisfies(failed -> assertThat(failed)
                        .hasMessage("could not connect to unix:" + loop + ": "
                                + Objects.requireNonNull(failed.getCause()).getMessage()));
    }

    @Test
    void aTcpPortThatNobodyListensOnIsToldAsSuch() throws Exception {
        int free;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = server.getLocalPort();
        }
        assertThatExceptionOfType(QmpNobodyListensException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.tcp("127.0.0.1", free), IMPATIENT))
                .withMessageContaining("tcp:127.0.0.1:" + free);
    }

    @Test
    void aHostThatDoesNotAnswerIsNotOneWhereNobodyListens() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> TcpEndpoint.firstThatAnswers(
                        "127.0.0.1", 4444, "tcp:vm:4444", Deadline.after(Duration.ofMinutes(10)), (address, millis) -> {
                            throw new ConnectException("Connection timed out");
                        }))
                .isNotInstanceOf(QmpNobodyListensException.class)
                .withMessage("could not connect to tcp:vm:4444: Connection timed out");
    }

    @Test
    void aHostThatDoesNotExistIsToldAsSuch() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.tcp("no-such-host.invalid", 4444)))
                .withMessageContaining("no-such-host.invalid");
    }

    @Test
    void aProgramThatDoesNotExistIsToldAsSuch() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.process(List.of("no-such-program"))))
                .withMessageContaining("could not start 'no-such-program'");
    }

    @Test
    void anInheritedSocketThatIsNotThereIsToldAsSuch() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(Endpoint.inherited()))
                .withMessageContaining("no inherited connection: descriptor 0");
    }

    @Test
    void anInheritedSocketThatWasUsedBeforeIsToldAsSuch(@TempDir Path folder) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("vm.qmp"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            SocketChannel inherited = SocketChannel.open(address);
            InheritedEndpoint.over(inherited).close();
            assertThatExceptionOfType(QmpConnectException.class)
                    .isThrownBy(() -> InheritedEndpoint.over(inherited))
                    .withMessageContaining("it was closed before");
        }
    }
}
