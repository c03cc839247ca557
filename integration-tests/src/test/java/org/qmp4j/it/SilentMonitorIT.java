package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;

/** A monitor that does not greet: the client reports the cause, and leaves no resources. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class SilentMonitorIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofSeconds(1)).build();

    private static <E extends QmpException> E refusal(Class<E> type, Endpoint endpoint) {
        E refused = catchThrowableOfType(type, () -> QmpClient.connect(endpoint, IMPATIENT));
        assertThat(refused).as("a failure to connect to " + endpoint).isNotNull();
        assertThat(refused).hasMessageContaining(endpoint.toString());
        return refused;
    }

    @Test
    @DisplayName("fact 4: a monitor that another client holds is named as such, with QEMU and with the holder")
    void fact04_theMessageNamesTheProcessThatUsesTheMonitor() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                RawSocket holder = RawSocket.negotiated(qemu.path("qmp"))) {
            QmpConnectException refused = refusal(QmpConnectException.class, qemu.endpoint());
            assertThat(refused)
                    .hasMessageContaining("is already connected")
                    .hasMessageContaining("(pid " + qemu.pid() + ") serves one client at a time");
            if (Programs.find("ss").isPresent()) {
                // This JVM holds it.
                assertThat(refused)
                        .hasMessageContaining("(pid " + ProcessHandle.current().pid() + ") is already connected");
            }
            holder.send("{\"execute\":\"query-name\",\"id\":1}\n");
            assertThat(holder.answer("1").has("return")).isTrue();
        }
    }

    @Test
    @DisplayName("fact 7: a stopped QEMU is named as such, with its pid and what to do; then it can be connected to")
    void fact07_theMessageNamesAStoppedQemu() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            qemu.stop();
            try {
                assertThat(refusal(QmpConnectException.class, qemu.endpoint()))
                        .hasMessageContaining("(pid " + qemu.pid() + ") is stopped (state T)")
                        .hasMessageContaining("kill -CONT " + qemu.pid());
            } finally {
                qemu.signal("CONT");
            }
            try (QmpClient client = QmpClient.connect(qemu.endpoint())) {
                assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
            }
        }
    }

    @Test
    @DisplayName(
            "fact 7: with one client served two more may wait; where the next is refused at once, the client says why")
    void fact07_theMessageNamesTheCauseOfAFullQueue() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            CompletableFuture<QmpClient> patient;
            try (RawSocket served = RawSocket.negotiated(qemu.path("qmp"));
                    RawSocket second = RawSocket.connect(qemu.path("qmp"));
                    RawSocket third = RawSocket.connect(qemu.path("qmp"))) {
                assertThat(catchThrowableOfType(SocketException.class, () -> RawSocket.connect(qemu.path("qmp"))))
                        .as("the kernel refuses the fourth, beside %s, %s and %s", served, second, third)
                        .isNotNull();
                assertThat(refusal(QmpConnectException.class, qemu.endpoint()))
                        .isNotInstanceOf(QmpNotListeningException.class)
                        .hasMessageContaining("queue of connections is full")
                        .hasMessageContaining("is already connected");
                patient = Await.inBackground(() -> QmpClient.connect(qemu.endpoint()));
            }
            try (QmpClient client = patient.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
            }
        }
    }

    @Test
    @DisplayName("a monitor for people is no QMP monitor: its first bytes are shown")
    void aHumanMonitorIsRejected() throws Exception {
        try (RealQemu qemu = RealQemu.start("-monitor", "unix:{}/hmp,server=on,wait=off")) {
            qemu.awaitSocket("hmp");
            assertThat(refusal(QmpHandshakeException.class, qemu.endpoint("hmp")))
                    .hasMessageContaining("found: \"QEMU ")
                    .hasMessageContaining("it is a monitor for people");
        }
    }

    @Test
    @DisplayName("a guest agent sends no greeting: the client's message asks whether it is a monitor")
    void aGuestAgentIsRejectedAsMonitor() throws Exception {
        Path folder = RealQemu.newFolder();
        try (RealQemu agent = RealQemu.startGuestAgent(folder)) {
            assertThat(refusal(QmpConnectException.class, agent.endpoint("qga")))
                    .hasMessageContaining("(pid " + agent.pid() + ")")
                    .hasMessageContaining("is this a QMP monitor?")
                    .hasMessageContaining("use GuestAgentClient");
        }
    }

    @Test
    @DisplayName("a guest agent's client fails at once if it is connected to a QMP monitor, pretty-printed or not")
    void aMonitorIsRejectedAsGuestAgent() throws Exception {
        try (RealQemu qemu = RealQemu.start(
                "-chardev",
                "socket,id=p,path={}/pretty,server=on,wait=off",
                "-mon",
                "chardev=p,mode=control,pretty=on")) {
            qemu.awaitSocket("pretty");
            for (String name : List.of("qmp", "pretty")) {
                assertThat(catchThrowableOfType(
                                QmpHandshakeException.class, () -> GuestAgentClient.connect(qemu.endpoint(name))))
                        .hasMessageContaining("it is a QMP monitor; use QmpClient");
            }
        }
    }

    @Test
    @DisplayName("a monitor that speaks telnet is named as such, with what to do")
    void aTelnetMonitorIsRecognised() throws Exception {
        try (RealQemu qemu = RealQemu.start(
                "-chardev",
                "socket,id=t,path={}/telnet,server=on,wait=off,telnet=on",
                "-mon",
                "chardev=t,mode=control")) {
            qemu.awaitSocket("telnet");
            assertThat(refusal(QmpHandshakeException.class, qemu.endpoint("telnet")))
                    .hasMessageContaining("it speaks telnet; start QEMU with -qmp tcp:");
        }
    }

    @Test
    @DisplayName(
            "who waits for a socket that is not there yet is connected when QEMU has made it, else told so in time")
    void theClientWaitsForASocketThatDoesNotExistYet() throws Exception {
        Path folder = RealQemu.newFolder();
        Endpoint endpoint = Endpoint.unix(folder.resolve("qmp"));
        refusal(QmpNotListeningException.class, endpoint);
        CompletableFuture<QmpClient> patient = Await.inBackground(() -> QmpClient.connect(
                endpoint,
                ConnectOptions.builder()
                        .waitForSocket(true)
                        .connectTimeout(Await.PATIENCE)
                        .build()));
        try (RealQemu qemu = RealQemu.startIn(folder, "-qmp", "unix:{}/qmp,server=on,wait=on");
                QmpClient client = patient.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
            assertThat(qemu.process().isAlive()).isTrue();
        }
    }
}
