package org.qmp4j.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.qmp4j.it.support.QemuUnderTest.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.Slow;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

@ExtendWith(NoLeaks.class)
abstract class OutOfBandContract {
    private final QemuUnderTest.Kind kind;

    OutOfBandContract(QemuUnderTest.Kind kind) {
        this.kind = kind;
    }

    private static final RawCommand QUERY_YANK = RawCommand.named("query-yank");
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final CallOptions OUT_OF_BAND = CallOptions.outOfBand();

    private static String inBand(int from, int to) {
        StringBuilder messages = new StringBuilder();
        for (int id = from; id <= to; id++) {
            messages.append("{\"execute\":\"query-status\",\"id\":").append(id).append("}");
        }
        return messages.toString();
    }

    private static <T> List<T> allOf(List<CompletableFuture<T>> futures) throws Exception {
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return futures.stream().map(CompletableFuture::join).toList();
    }

    @Test
    @DisplayName("fact 21: QEMU answers out of band with 7 commands queued behind a running one, with 8 it does not")
    void fact21_eightQueuedCommandsStopQemuFromReading() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                RawSocket socket = RawSocket.negotiated(qemu.path("qmp"), "oob")) {
            Slow first = qemu.slow("first");
            socket.send(first.slowMessage("0") + inBand(1, 7) + "{\"exec-oob\":\"query-yank\",\"id\":\"yank\"}");
            assertThat(socket.message().path("id").asString()).isEqualTo("yank");
            first.release();
            assertThat(socket.messagesUntilAnswer("7")).hasSize(8);

            Slow second = qemu.slow("second");
            socket.send(second.slowMessage("0") + inBand(1, 8) + "{\"exec-oob\":\"query-yank\",\"id\":\"yank\"}");
            assertThat(socket.messageWithin(Duration.ofMillis(300))).isEmpty();
            second.release();
            assertThat(socket.message().path("id").asInt()).isZero();
            socket.answer("\"yank\"");
        }
    }

    @Test
    @DisplayName("fact 21: without out-of-band nothing is read while a command runs")
    void fact21_withoutOutOfBandNothingIsReadWhileACommandRuns() throws Exception {
        ConnectOptions inBandOnly = ConnectOptions.builder().outOfBand(false).build();
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint(), inBandOnly)) {
            Slow fifo = qemu.slow("slow");
            CompletableFuture<JsonNode> slow = client.submit(fifo.slowCommand());
            assertThatExceptionOfType(QmpTimeoutException.class)
                    .isThrownBy(() -> client.execute(QUERY_STATUS, CallOptions.timeout(Duration.ofMillis(100))))
                    .satisfies(late -> assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN));
            fifo.release();
            assertThat(slow.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS).isObject())
                    .isTrue();
            client.execute(QUERY_STATUS);
            assertThat(client.statistics().lateReplies()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("fact 21: the client keeps 7 in flight, so that out-of-band commands are answered however many wait")
    void fact21_withSevenInFlightOutOfBandCommandsGetReplies() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Slow fifo = qemu.slow("slow");
            long before = client.statistics().commandsSent();
            CompletableFuture<JsonNode> slow = client.submit(fifo.slowCommand());
            List<CompletableFuture<JsonNode>> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(client.submit(QUERY_STATUS, CallOptions.timeout(Await.PATIENCE)));
            }
            assertThat(client.statistics().commandsSent() - before).isEqualTo(7);
            for (int i = 0; i < 20; i++) {
                assertThat(client.execute(QUERY_YANK, OUT_OF_BAND).isArray()).isTrue();
            }
            assertThat(slow).isNotDone();
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            fifo.release();
            assertThat(allOf(waiting)).allMatch(status -> status.has("status"));
            assertThat(slow).isCompleted();
        }
    }

    @Test
    @DisplayName(
            "fact 21: a command that expires in the queue was not sent; one that expires in flight keeps its place")
    void fact21_aCommandThatTimesOutInTheQueueWasNotSent() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Slow fifo = qemu.slow("slow");
            CompletableFuture<JsonNode> slow = client.submit(fifo.slowCommand());
            CallOptions hasty = CallOptions.timeout(Duration.ofMillis(200));
            List<CompletableFuture<JsonNode>> inFlight = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                inFlight.add(client.submit(QUERY_STATUS, hasty));
            }
            CompletableFuture<JsonNode> queued = client.submit(RawCommand.named("stop"), hasty);

            assertThat(Await.failureOf(queued, QmpTimeoutException.class).outcome())
                    .isEqualTo(Outcome.NOT_SENT);
            for (CompletableFuture<JsonNode> call : inFlight) {
                assertThat(Await.failureOf(call, QmpTimeoutException.class).outcome())
                        .isEqualTo(Outcome.UNKNOWN);
            }
            // QEMU still has the six: one more in flight would be the eighth.
            CompletableFuture<JsonNode> eighth = client.submit(QUERY_STATUS, CallOptions.timeout(Await.PATIENCE));
            assertThat(client.execute(QUERY_YANK, OUT_OF_BAND).isArray()).isTrue();
            assertThat(eighth).isNotDone();

            fifo.release();
            assertThat(eighth.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .path("running")
                            .booleanValue())
                    .as("the 'stop' that was not sent did not run")
                    .isTrue();
            assertThat(slow.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS).isObject())
                    .isTrue();
            assertThat(client.statistics().lateReplies()).isEqualTo(6);
        }
    }

    @Test
    @DisplayName("fact 21: a command on another monitor holds up ours, and out-of-band is still answered")
    void fact21_aCommandOfAnotherMonitorDelaysOurs() throws Exception {
        try (QemuUnderTest qemu = kind.start(monitor("other"));
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            try (QmpClient other = QmpClient.connect(qemu.endpoint("other"))) {
                Slow fifo = qemu.slow("slow");
                CompletableFuture<JsonNode> slow = other.submit(fifo.slowCommand());
                // Only once it runs is it certain to be ahead of ours.
                fifo.awaitRunning();
                List<CompletableFuture<JsonNode>> ours = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    ours.add(client.submit(QUERY_STATUS, CallOptions.timeout(Await.PATIENCE)));
                }
                for (int i = 0; i < 20; i++) {
                    assertThat(client.execute(QUERY_YANK, OUT_OF_BAND).isArray())
                            .isTrue();
                }
                assertThat(ours).noneMatch(CompletableFuture::isDone);
                fifo.release();
                assertThat(allOf(ours)).allMatch(status -> status.has("status"));
                assertThat(slow.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .isObject())
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("fact 22: out-of-band is allowed for four commands and refused, with an answer, for others")
    void fact22_fourCommandsCanRunOutOfBand() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Set<String> allowed = new TreeSet<>();
            for (JsonNode entity : client.execute(RawCommand.named("query-qmp-schema"))) {
                if (entity.path("allow-oob").asBoolean(false)) {
                    allowed.add(entity.path("name").stringValue());
                }
            }
            assertThat(allowed).containsExactly("migrate-pause", "migrate-recover", "query-yank", "yank");
            assertThat(client.execute(QUERY_YANK, OUT_OF_BAND)).isEqualTo(client.execute(QUERY_YANK));
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(QUERY_STATUS, OUT_OF_BAND))
                    .withMessageContaining("GenericError");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"migrate-pause", "migrate-recover", "yank"})
    @DisplayName("fact 22: a command that may run out of band is answered while another one runs")
    void fact22_anOutOfBandReplyArrivesWhileAnotherCommandRuns(String name) throws Exception {
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Slow fifo = qemu.slow("slow");
            CompletableFuture<JsonNode> slow = client.submit(fifo.slowCommand());
            // Without arguments that make sense, or without a migration: all are refused, which is an answer, too.
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(RawCommand.named(name), OUT_OF_BAND.withTimeout(Await.PATIENCE)));
            assertThat(slow).isNotDone();
            fifo.release();
            assertThat(slow.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS).isObject())
                    .isTrue();
        }
    }
}
