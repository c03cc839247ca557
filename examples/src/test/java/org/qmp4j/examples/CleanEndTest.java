package org.qmp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;

/** A sample closes everything that it has opened, even if one of its commands fails. */
class CleanEndTest {
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final List<Socket> connections = new ArrayList<>();
    private FakeQemu qemu;

    @BeforeEach
    void start() {
        qemu = FakeQemu.start();
    }

    @AfterEach
    void end() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
        qemu.close();
    }

    @Test
    void theExecutorOfTheWireLogIsShutDown() throws InterruptedException {
        qemu.when("object-add").thenFail("no room");

        assertThatThrownBy(() -> Observing.wire(qemu.path().toString())).isInstanceOf(QmpCommandException.class);
        assertAllPoolsEnd();
    }

    @Test
    void theExecutorOfCallbacksIsShutDown() throws InterruptedException {
        qemu.when("stop").thenFail("not now");

        try (QmpClient vm = QmpClient.connect(Endpoint.unix(qemu.path()))) {
            qemu.when("cont").thenEvent("RESUME").thenReturn("{}");
            assertThatThrownBy(() -> Events.callback(vm)).isInstanceOf(QmpCommandException.class);
        }
        assertAllPoolsEnd();
    }

    @Test
    void theServerThatSendsNothingIsClosed() {
        qemu.when("blockdev-add").thenAnswer(this::connectLikeTheDisk);
        qemu.when("query-yank").thenFail("not now");

        try (QmpClient vm = QmpClient.connect(Endpoint.unix(qemu.path()))) {
            assertThatThrownBy(() -> OutOfBand.hanging(vm)).isInstanceOf(QmpCommandException.class);
        }
        int port = connections.get(0).getPort();
        assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    }

    private Answer connectLikeTheDisk(Request request) {
        try {
            connect(request.argument("server").path("port").asInt());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Answer.silence();
    }

    private void connect(int port) throws IOException {
        connections.add(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private void assertAllPoolsEnd() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().matches("pool-\\d+-thread-\\d+")) {
                thread.join(10_000);
                assertThat(thread.isAlive())
                        .as(thread.getName() + " is still running")
                        .isFalse();
            }
        }
    }
}
