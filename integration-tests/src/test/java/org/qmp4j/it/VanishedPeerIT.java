package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.options.KeepAlive;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Slow;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** A peer that vanishes while only its events are awaited. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class VanishedPeerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static ConnectOptions.Builder options() {
        return ConnectOptions.builder().connectTimeout(PATIENCE).waitForSocket(true);
    }

    @Test
    @DisplayName("fact 7: a stopped QEMU answers no liveness probe, and its connection is closed as unresponsive")
    void fact07_aStoppedQemuIsUnresponsive() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(
                        qemu.endpoint(), options().livenessProbe(SECOND, SECOND).build())) {
            qemu.stop();
            CloseReason reason = client.whenClosed().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(reason.unresponsive()).isTrue();
            assertThat(reason.message()).contains("the peer did not answer a liveness probe");
            qemu.signal("CONT");
        }
    }

    @Test
    @DisplayName("fact 21: a QEMU whose main loop is busy answers liveness probes, and stays connected")
    void fact21_aBusyQemuStaysConnected() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(
                        qemu.endpoint(),
                        options()
                                .livenessProbe(Duration.ofMillis(100), PATIENCE)
                                .build())) {
            Slow slow = qemu.slow("slow");
            CompletableFuture<JsonNode> busy = client.submit(slow.slowCommand());
            slow.awaitRunning();
            Duration severalProbes = Duration.ofSeconds(2);
            assertThatThrownBy(() -> busy.get(severalProbes.toMillis(), TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            slow.release();
            busy.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(client.isOpen()).isTrue();
            assertThat(client.execute(RawCommand.named("query-name")).isObject())
                    .isTrue();
            assertThat(client.statistics().foreignReplies()).isZero();
        }
    }

    @Test
    @DisplayName("a host that vanished is noticed by TCP keep-alive while only events are awaited")
    void aVanishedHostIsNoticedByKeepAlive() throws Exception {
        KeepAlive keepAlive = new KeepAlive(SECOND, SECOND, 2);
        assertNoticed(options().keepAlive(keepAlive).build(), "the peer did not answer TCP keep-alive probes");
    }

    @Test
    @DisplayName("a host that vanished is noticed by a liveness probe while only events are awaited")
    void aVanishedHostIsNoticedByALivenessProbe() throws Exception {
        ConnectOptions options =
                options().keepAlive(KeepAlive.OFF).livenessProbe(SECOND, SECOND).build();
        assertNoticed(options, "the peer did not answer a liveness probe");
    }

    private static void assertNoticed(ConnectOptions options, String reason) throws Exception {
        try (VanishingHost host = VanishingHost.orSkip();
                RealQemu qemu = host.startQemu();
                QmpClient client = QmpClient.connect(host.endpoint(), options)) {
            var events = client.events();
            host.vanish();
            assertThatThrownBy(() -> events.next(PATIENCE))
                    .isInstanceOf(QmpEventsClosedException.class)
                    .hasMessageStartingWith("no more events: " + host.endpoint() + ": " + reason);
            assertThat(client.closeReason()).get().matches(CloseReason::unresponsive);
            assertThat(qemu.process().isAlive()).isTrue();
        }
    }

    /** Another host: a network namespace behind a cable that can be pulled. */
    private static final class VanishingHost implements AutoCloseable {
        private static final String NAME = "qmp4j" + ProcessHandle.current().pid();
        private static final String OUR_END = "qv" + ProcessHandle.current().pid();
        private static final String ADDRESS = "10.213.77.2";

        static VanishingHost orSkip() throws Exception {
            boolean possible = Programs.find("ip").isPresent() && ip("netns", "add", NAME);
            if (!possible) {
                System.out.println("skipped: a vanished host needs root and network namespaces (ip netns)");
            }
            assumeTrue(possible, "a vanished host needs root and network namespaces (ip netns)");
            VanishingHost host = new VanishingHost();
            boolean wired = ip("link", "add", OUR_END, "type", "veth", "peer", "name", "far", "netns", NAME)
                    && ip("addr", "add", "10.213.77.1/30", "dev", OUR_END)
                    && ip("link", "set", OUR_END, "up")
                    && ip("-n", NAME, "addr", "add", ADDRESS + "/30", "dev", "far")
                    && ip("-n", NAME, "link", "set", "far", "up");
            if (!wired) {
                host.close();
            }
            assumeTrue(wired, "no virtual network cable can be made here");
            Await.until("the other host answers", VanishingHost::answers);
            return host;
        }

        // A port without a listener rejects the connection; before the link is up there is no route.
        private static boolean answers() throws Exception {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(ADDRESS, 9), 1000);
                return true;
            } catch (NoRouteToHostException | SocketTimeoutException notYet) {
                return false;
            } catch (ConnectException refused) {
                return true;
            }
        }

        Endpoint endpoint() {
            return Endpoint.tcp(ADDRESS, 4444);
        }

        RealQemu startQemu() throws Exception {
            List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", NAME));
            command.add(Programs.qemu("qemu-system-x86_64").toString());
            command.addAll(List.of("-machine", "none", "-nodefaults", "-display", "none"));
            // It goes on when its client has come. Until it listens, the client tries again.
            command.addAll(List.of("-qmp", "tcp:" + ADDRESS + ":4444,server=on,wait=on"));
            return RealQemu.run(RealQemu.newFolder(), command);
        }

        void vanish() throws Exception {
            assertThat(ip("-n", NAME, "link", "set", "far", "down")).isTrue();
        }

        private static boolean ip(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of("ip"));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command)
                            .inheritIO()
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        }

        @Override
        public void close() throws IOException {
            // The kernel removes a namespace later, and with it the cable.
            ip("link", "del", OUR_END);
            ip("netns", "del", NAME);
        }
    }
}
