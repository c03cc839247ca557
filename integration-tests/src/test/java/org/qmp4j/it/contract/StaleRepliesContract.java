package org.qmp4j.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.it.support.QemuUnderTest.Name;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.Slow;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** Replies to an earlier client never reach the calls of the next one, although both use the same ids. */
@ExtendWith(NoLeaks.class)
abstract class StaleRepliesContract {
    private final QemuUnderTest.Kind kind;

    StaleRepliesContract(QemuUnderTest.Kind kind) {
        this.kind = kind;
    }

    static final int ROUNDS = 40;

    static ConnectOptions outOfBand(boolean enabled) {
        return ConnectOptions.builder()
                .outOfBand(enabled)
                .connectTimeout(Await.PATIENCE)
                .build();
    }

    /** Five answers, each unlike the others and unlike the {@code {}} of a blockdev-add. */
    private static List<JsonNode> fiveDifferentAnswers(QmpClient client) {
        return client.executeAll(
                List.of(
                        RawCommand.named("query-status"),
                        RawCommand.named("query-name"),
                        RawCommand.named("query-version"),
                        RawCommand.named("query-uuid"),
                        RawCommand.named("query-kvm")),
                CallOptions.DEFAULT);
    }

    @Test
    @DisplayName("fact 5: without care, the answer to a client that left is the next client's first line")
    void fact05_theReplyToADisconnectedClientReachesTheNext() throws Exception {
        try (QemuUnderTest qemu = kind.start()) {
            Slow fifo = qemu.slow("slow");
            try (RawSocket leaving = RawSocket.negotiated(qemu.path("qmp"))) {
                leaving.send(fifo.slowMessage("1") + "{\"execute\":\"stop\",\"id\":2}");
                fifo.awaitRunning();
            }
            try (RawSocket next = RawSocket.connect(qemu.path("qmp"))) {
                assertThat(next.message().has("QMP"))
                        .as("the greeting comes while the main loop is blocked")
                        .isTrue();
                fifo.release();
                assertThat(next.message())
                        .as("before this client has negotiated")
                        .hasToString("{\"return\":{},\"id\":1}");
                next.send("{\"execute\":\"qmp_capabilities\",\"id\":3}{\"execute\":\"query-status\",\"id\":4}");
                assertThat(next.message()).hasToString("{\"return\":{},\"id\":3}");
                assertThat(next.message().path("return").path("status").stringValue())
                        .as("the queued 'stop' was dropped")
                        .isEqualTo("running");
            }
        }
    }

    /** Connects, and resumes the earlier client's command as soon as this one has the greeting. */
    private static QmpClient connectBefore(Slow fifo, QemuUnderTest qemu, boolean oob) throws Exception {
        CompletableFuture<Boolean> greeted = new CompletableFuture<>();
        ClientObserver listening = new ClientObserver() {
            @Override
            public void bytesReceived(String endpoint, int count) {
                greeted.complete(true);
            }
        };
        ConnectOptions options = ConnectOptions.builder()
                .outOfBand(oob)
                .connectTimeout(Await.PATIENCE)
                .observer(listening)
                .build();
        CompletableFuture<QmpClient> next = Await.inBackground(() -> QmpClient.connect(qemu.endpoint(), options));
        greeted.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        fifo.release();
        return next.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Connects while the earlier client's command ends. */
    private static QmpClient connectDuring(Slow fifo, QemuUnderTest qemu, boolean oob) throws Exception {
        CompletableFuture<QmpClient> next =
                Await.inBackground(() -> QmpClient.connect(qemu.endpoint(), outOfBand(oob)));
        fifo.release();
        return next.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest(name = "out-of-band {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("fact 5: the reply of an earlier client is dropped and counted")
    void fact05_theReplyOfAnEarlierClientIsDroppedAndCounted(boolean oob) throws Exception {
        try (QemuUnderTest qemu = kind.start(new Name("fact5"))) {
            for (int round = 0; round < ROUNDS; round++) {
                Slow fifo = leaveBehind(qemu, "slow" + round, round % 8, oob);
                // The slow command has the id 1, and so has the next client's first command.
                try (QmpClient next = connectBefore(fifo, qemu, oob)) {
                    requireOwnAnswers(next);
                    assertThat(next.statistics().foreignReplies()).isEqualTo(1);
                    next.execute(RawCommand.named("blockdev-del").with("node-name", "slow" + round));
                }
            }
        }
    }

    @ParameterizedTest(name = "out-of-band {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("fact 5: a reply that comes just while the next client connects is dropped, too")
    void fact05_aStaleReplyDuringTheNextHandshakeIsDropped(boolean oob) throws Exception {
        try (QemuUnderTest qemu = kind.start(new Name("fact5"))) {
            for (int round = 0; round < ROUNDS; round++) {
                Slow fifo = leaveBehind(qemu, "slow" + round, round % 8, oob);
                try (QmpClient next = connectDuring(fifo, qemu, oob)) {
                    requireOwnAnswers(next);
                    assertThat(next.statistics().foreignReplies()).isBetween(0L, 1L);
                    next.execute(RawCommand.named("blockdev-del").with("node-name", "slow" + round));
                }
            }
        }
    }

    /** A client that leaves while QEMU runs a command of its, with more behind it. */
    private static Slow leaveBehind(QemuUnderTest qemu, String name, int more, boolean oob) throws Exception {
        Slow fifo = qemu.slow(name);
        List<CompletableFuture<JsonNode>> lost = new ArrayList<>();
        try (QmpClient leaving = QmpClient.connect(qemu.endpoint(), outOfBand(oob))) {
            lost.add(leaving.submit(fifo.slowCommand()));
            for (int i = 0; i < more; i++) {
                lost.add(leaving.submit(RawCommand.named("query-uuid")));
            }
            fifo.awaitRunning();
        }
        for (CompletableFuture<JsonNode> call : lost) {
            Await.until("closing ends the waiting call", call::isCompletedExceptionally);
        }
        return fifo;
    }

    static void requireOwnAnswers(QmpClient client) {
        List<JsonNode> answers = fiveDifferentAnswers(client);
        assertThat(answers.get(0).path("status").stringValue()).isEqualTo("running");
        assertThat(answers.get(1)).hasToString("{\"name\":\"fact5\"}");
        assertThat(answers.get(2).has("qemu")).isTrue();
        assertThat(answers.get(3).has("UUID")).isTrue();
        assertThat(answers.get(4).has("present")).isTrue();
        assertThat(client.statistics().repliesReceived()).isEqualTo(5);
        assertThat(client.statistics().errorsWithoutId()).isZero();
    }

    @ParameterizedTest(name = "out-of-band {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "fact 5: however many clients give up before the answer comes, the one that stays gets its own answers")
    void fact05_theReplyReachesAClientAfterOthersTimedOut(boolean oob) throws Exception {
        ConnectOptions hasty = ConnectOptions.builder()
                .outOfBand(oob)
                .connectTimeout(Duration.ofMillis(50))
                .build();
        try (QemuUnderTest qemu = kind.start(new Name("fact5"))) {
            Slow fifo = qemu.slow("slow");
            try (RawSocket leaving = RawSocket.negotiated(qemu.path("qmp"))) {
                leaving.send(fifo.slowMessage("1"));
                fifo.awaitRunning();
            }
            for (int i = 0; i < 5; i++) {
                // The main loop is blocked: the greeting may come, the answer to the negotiation does not.
                assertThatExceptionOfType(QmpConnectException.class)
                        .isThrownBy(() -> QmpClient.connect(qemu.endpoint(), hasty))
                        .withMessageStartingWith("connected to ");
            }
            fifo.release();
            try (QmpClient next = QmpClient.connect(qemu.endpoint(), outOfBand(oob))) {
                requireOwnAnswers(next);
            }
        }
    }
}
