package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Relay;
import org.qmp4j.it.support.Signals;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** QEMU is killed while it answers: every wait ends, and each call reports what is known about its command. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class QemuKilledIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    /** Its answer is longer than what is read at once. */
    private static final RawCommand LONG_ANSWER = RawCommand.named("query-qmp-schema");

    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);

    /** Forwards half of QEMU's first output, and keeps the rest until QEMU is killed. */
    private static final class Scissors implements UnaryOperator<String> {
        final CompletableFuture<Boolean> wanted = new CompletableFuture<>();
        final CompletableFuture<Boolean> halfIsOut = new CompletableFuture<>();
        final CompletableFuture<Boolean> dead = new CompletableFuture<>();

        @Override
        public String apply(String written) {
            if (!wanted.isDone()) {
                return written;
            }
            if (halfIsOut.complete(true)) {
                return written.substring(0, written.length() / 2);
            }
            dead.orTimeout(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            return "";
        }
    }

    private static void kill(RealQemu qemu) throws Exception {
        qemu.signal("KILL");
        assertThat(qemu.process().waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private static void assertLost(CompletableFuture<?> call, Outcome outcome) throws Exception {
        assertThat(Await.failureOf(call, QmpDisconnectedException.class))
                .isNotInstanceOf(QmpProtocolException.class)
                .hasMessageContaining(outcome == Outcome.UNKNOWN ? "which may have run" : "was not sent")
                .hasMessageContaining("without a SHUTDOWN event")
                .satisfies(lost -> assertThat(lost.outcome()).isEqualTo(outcome));
    }

    @Test
    @DisplayName(
            "killed in the middle of an answer: what was sent may have run, what waited was not sent, and nothing hangs")
    void afterAKillInTheMiddleOfAReplyEveryCallHasItsOutcome() throws Exception {
        Scissors scissors = new Scissors();
        try (RealQemu qemu = RealQemu.start();
                Relay relay = Relay.between(qemu, UnaryOperator.identity(), scissors);
                QmpClient client = QmpClient.connect(relay.endpoint());
                EventSubscription<RawEvent> taken = client.events();
                EventSubscription<RawEvent> iterated = client.events()) {
            assertThat(client.isOutOfBandEnabled()).as("seven are in flight").isTrue();
            client.execute(RawCommand.named("stop"));
            CompletableFuture<List<String>> names = Await.inBackground(
                    () -> iterated.stream().map(RawEvent::name).toList());
            scissors.wanted.complete(true);
            long before = client.statistics().commandsSent();

            List<CompletableFuture<JsonNode>> inFlight = new ArrayList<>();
            inFlight.add(Await.inBackground(() -> client.execute(LONG_ANSWER)));
            inFlight.add(Await.inBackground(() -> client.execute(LONG_ANSWER, PATIENT)));
            CompletableFuture<List<JsonNode>> all =
                    Await.inBackground(() -> client.executeAll(List.of(LONG_ANSWER), PATIENT));
            Await.until("three are sent", () -> client.statistics().commandsSent() == before + 3);
            IntStream.range(3, 7).forEach(i -> inFlight.add(client.submit(LONG_ANSWER)));
            List<CompletableFuture<JsonNode>> waiting = List.of(
                    client.submit(QUERY_STATUS), Await.inBackground(() -> client.execute(QUERY_STATUS, PATIENT)));
            inFlight.add(client.submit(RawCommand.named("query-yank"), CallOptions.outOfBand()));
            scissors.halfIsOut.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(inFlight).noneMatch(CompletableFuture::isDone);
            long replies = client.statistics().repliesReceived();

            kill(qemu);
            scissors.dead.complete(true);

            for (CompletableFuture<JsonNode> call : inFlight) {
                assertLost(call, Outcome.UNKNOWN);
            }
            QmpBatchException lost = Await.failureOf(all, QmpBatchException.class);
            assertThat(lost).hasCauseInstanceOf(QmpDisconnectedException.class);
            assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
            for (CompletableFuture<JsonNode> call : waiting) {
                assertLost(call, Outcome.NOT_SENT);
            }
            assertThat(client.statistics().repliesReceived()).isEqualTo(replies);
            assertThat(taken.next(Await.PATIENCE).name()).isEqualTo("STOP");
            assertThat(catchThrowableOfType(QmpEventsClosedException.class, () -> taken.next(Await.PATIENCE)))
                    .hasMessageContaining("without a SHUTDOWN event");
            assertThat(names.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).containsExactly("STOP");
            CloseReason reason = client.whenClosed().get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(reason.shutdownReason()).isEmpty();
            assertThat(reason.byThisProgram()).isFalse();
        }
    }

    @Tag("slow")
    @ParameterizedTest(name = "after {0} bytes")
    @ValueSource(longs = {1, 70_000, 210_000, 1_000_000, 3_000_000})
    @DisplayName("whenever QEMU is killed, no answer is cut, and every caller learns of the end")
    void wheneverQemuIsKilledNoReplyIsTruncatedAndEveryCallFails(long enough) throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            CompletableFuture<JsonNode> whole = new CompletableFuture<>();
            AtomicLong count = new AtomicLong();
            ClientObserver killer = new ClientObserver() {
                @Override
                public void bytesReceived(String endpoint, int bytes) {
                    if (whole.isDone() && count.addAndGet(bytes) >= enough) {
                        qemu.process().destroyForcibly();
                    }
                }
            };
            ConnectOptions options = ConnectOptions.builder()
                    .connectTimeout(Await.PATIENCE)
                    .observer(killer)
                    .build();
            try (QmpClient client = QmpClient.connect(qemu.endpoint(), options)) {
                whole.complete(client.execute(LONG_ANSWER, PATIENT));
                List<CompletableFuture<?>> callers = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    callers.add(Await.inBackground(() -> {
                        while (true) {
                            assertThat(client.execute(LONG_ANSWER, PATIENT)).isEqualTo(whole.join());
                        }
                    }));
                }
                for (CompletableFuture<?> caller : callers) {
                    assertThat(Await.failureOf(caller, QmpDisconnectedException.class))
                            .isNotInstanceOf(QmpProtocolException.class);
                }
                assertThat(client.isOpen()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("a killed child is reported with its exit code, 128 plus the signal, and all waits end")
    void aKilledChildIsReportedWithItsExitCode() throws Exception {
        try (MonitoredQemu child = MonitoredQemu.child()) {
            Signals.stop(child.pid());
            CompletableFuture<JsonNode> call = child.submitUntilStuck(MonitoredQemu.refused(16 << 20), PATIENT);
            Signals.send("KILL", child.pid());
            assertThat(Await.failureOf(call, QmpDisconnectedException.class))
                    .hasMessageContaining("ended with code 137")
                    .hasMessageContaining("which may have run");
        }
    }
}
