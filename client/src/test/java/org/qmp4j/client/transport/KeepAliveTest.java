package org.qmp4j.client.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.options.KeepAlive;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.ChildJvm;

/** TCP connections check with keep-alive whether the peer's host still exists. */
class KeepAliveTest {
    private static final String GREETING = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 0,"
            + " \"major\": 10}, \"package\": \"\"}, \"capabilities\": []}}\r\n";
    private static final KeepAlive SHORT = new KeepAlive(Duration.ofSeconds(7), Duration.ofSeconds(3), 5);

    private static Map<String, Integer> times(SocketChannel channel) throws IOException {
        Map<String, Integer> times = new TreeMap<>();
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().startsWith("TCP_KEEP")) {
                times.put(option.name(), (Integer) channel.getOption(option));
            }
        }
        return times;
    }

    @Test
    void theSocketHasTheConfiguredTimes() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            KeepAliveSetter.set(channel::setOption, channel.supportedOptions(), SHORT);
            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            if (times(channel).isEmpty()) {
                System.out.println("not tested: the times of keep-alive, because jdk.net is not among the modules");
            } else {
                assertThat(times(channel))
                        .isEqualTo(Map.of("TCP_KEEPIDLE", 7, "TCP_KEEPINTERVAL", 3, "TCP_KEEPCOUNT", 5));
            }
        }
    }

    @Test
    void withoutTheModuleJdkNetKeepAliveIsStillOn() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            KeepAliveSetter.set(channel::setOption, Set.of(StandardSocketOptions.SO_KEEPALIVE), SHORT);
            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(times(channel)).doesNotContainEntry("TCP_KEEPIDLE", 7);
        }
    }

    @ParameterizedTest
    @CsvSource({"java.base, false, 60", "'java.base,jdk.net', true, 0"})
    void theTimesTakeEffectOnlyWhereTheJvmHasTheModuleJdkNet(String modules, String isThere, long leastSeconds)
            throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "only Linux shows the kernel's timers");
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            Process program = ChildJvm.of(
                            KeepAliveProgram.class,
                            List.of("--limit-modules", modules, "-XX:+UseSerialGC"),
                            String.valueOf(port))
                    .redirectErrorStream(true)
                    .start();
            try (SocketChannel peer = server.accept();
                    BufferedReader output = program.inputReader()) {
                assertThat(output.readLine()).isEqualTo(isThere);
                int itsPort = ((InetSocketAddress) peer.getRemoteAddress()).getPort();
                assertThat(kernelTimer(itsPort)).isBetween(leastSeconds, leastSeconds == 0 ? 7L : Long.MAX_VALUE);
                program.getOutputStream().close();
                assertThat(output.readLine()).as("a warning").isNull();
            } finally {
                program.destroyForcibly();
            }
        }
    }

    @Test
    void aTlsSocketHasTheConfiguredTimes() throws IOException {
        try (Socket socket = new Socket()) {
            KeepAliveSetter.set(socket::setOption, socket.supportedOptions(), SHORT);
            assertThat(socket.getKeepAlive()).isTrue();
            KeepAliveSetter.set(socket::setOption, socket.supportedOptions(), KeepAlive.OFF);
            assertThat(socket.getKeepAlive()).isFalse();
        }
    }

    private static ConnectOptions options(KeepAlive keepAlive) {
        return ConnectOptions.builder()
                .connectTimeout(Await.PATIENCE)
                .keepAlive(keepAlive)
                .build();
    }

    private static void greet(SocketChannel peer) throws IOException {
        peer.write(ByteBuffer.wrap((GREETING + "{\"return\": {}, \"id\": ").getBytes(US_ASCII)));
        ByteBuffer command = ByteBuffer.allocate(1000);
        peer.read(command);
        String text = new String(command.array(), 0, command.position(), US_ASCII);
        peer.write(
                ByteBuffer.wrap((text.replaceAll("(?s).*\"id\":(\"[^\"]*\").*", "$1") + "}\r\n").getBytes(US_ASCII)));
    }

    /** The kernel's keep-alive timer of the connection from that port, in seconds; 0 if it does not run. */
    private static long kernelTimer(int localPort) throws IOException {
        String local = String.format(":%04X ", localPort);
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if ((fields[1] + " ").endsWith(local) && fields[3].equals("01")) {
                    return fields[5].startsWith("02:") ? Long.parseLong(fields[5].substring(3), 16) / 100 : 0;
                }
            }
        }
        throw new AssertionError("no connection from port " + localPort);
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT, 60", "OFF, 0"})
    void theKernelWaitsAsLongAsTheOptionsSay(String which, int seconds) throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "there is no /proc/net/tcp");
        KeepAlive keepAlive = which.equals("OFF") ? KeepAlive.OFF : KeepAlive.DEFAULT;
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            Caller<QmpClient> connecting =
                    Caller.of(() -> QmpClient.connect(Endpoint.tcp("127.0.0.1", port), options(keepAlive)));
            try (SocketChannel peer = server.accept()) {
                greet(peer);
                QmpClient client = connecting.value();
                long timer = kernelTimer(((InetSocketAddress) peer.getRemoteAddress()).getPort());
                assertThat(timer).isBetween(Math.max(0L, seconds - 40L), (long) seconds);
                client.close();
            }
        }
    }

    @Test
    void anAcceptedConnectionHasTheConfiguredTimes() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "there is no /proc/net/tcp");
        int port;
        try (ServerSocketChannel free =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = ((InetSocketAddress) free.getLocalAddress()).getPort();
        }
        try (QmpListener listener = QmpListener.bind(Endpoint.tcp("127.0.0.1", port));
                SocketChannel peer =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            Caller<QmpClient> accepting = Caller.of(() -> listener.accept(Await.PATIENCE, options(KeepAlive.DEFAULT)));
            greet(peer);
            QmpClient client = accepting.value();
            assertThat(kernelTimer(port)).isPositive();
            client.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 3", "60, 0, 3", "60, 10, 0", "-1, 10, 3", "40000, 10, 3", "60, 10, 128"})
    void whatTheKernelDoesNotTakeIsRefused(long idle, long interval, int probes) {
        assertThatThrownBy(() -> new KeepAlive(Duration.ofSeconds(idle), Duration.ofSeconds(interval), probes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fractionsOfASecondAreRejected() {
        assertThatThrownBy(() -> new KeepAlive(Duration.ofMillis(1500), Duration.ofSeconds(10), 3))
                .hasMessage("idle must be in whole seconds, from 1 to 32767: PT1.5S");
    }
}
