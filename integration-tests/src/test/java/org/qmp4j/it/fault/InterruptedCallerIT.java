package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.Reconnector;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Fifo;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** An interrupt in each phase of a call. QEMU itself shows which commands it has run. */
@ExtendWith(NoLeaks.class)
class InterruptedCallerIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand STOP = RawCommand.named("stop");
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);

    private static String status(QmpClient client) {
        return client.execute(QUERY_STATUS, PATIENT).path("status").stringValue();
    }

    private static void requireInterrupted(CallerThread<?> caller, Outcome outcome) throws Exception {
        QmpCallInterruptedException interrupted = caller.failure(QmpCallInterruptedException.class);
        assertThat(interrupted.outcome()).as(interrupted.getMessage()).isEqualTo(outcome);
        assertThat(caller.wasInterruptedAtTheEnd()).as("the interrupt flag").isTrue();
    }

    private static void requireInterruptedWait(CallerThread<?> caller) throws Exception {
        assertThat(caller.failure(QmpInterruptedException.class)).hasMessageContaining("interrupted while");
        assertThat(caller.wasInterruptedAtTheEnd()).as("the interrupt flag").isTrue();
    }

    private static <T> T resultOf(CompletableFuture<T> future) throws Exception {
        return future.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void anInterruptedThreadSendsNothing() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            long before = client.statistics().commandsSent();
            requireInterrupted(CallerThread.interruptedBefore(() -> client.execute(STOP)), Outcome.NOT_SENT);
            requireInterrupted(
                    CallerThread.interruptedBefore(() -> client.executeAll(List.of(STOP, STOP), PATIENT)),
                    Outcome.NOT_SENT);
            assertThat(client.statistics().commandsSent()).isEqualTo(before);
            assertThat(status(client)).isEqualTo("running");
        }
    }

    @Test
    void aCallThatIsInterruptedInTheQueueIsNotSent() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Fifo fifo = Fifo.in(qemu, "slow");
            List<CompletableFuture<JsonNode>> inFlight = new ArrayList<>();
            inFlight.add(client.submit(fifo.slowCommand(), PATIENT));
            for (int i = 0; i < 6; i++) {
                inFlight.add(client.submit(QUERY_STATUS, PATIENT));
            }
            CallerThread<JsonNode> eighth = CallerThread.<JsonNode>of(() -> client.execute(STOP, PATIENT))
                    .untilItWaits();
            eighth.interrupt();
            requireInterrupted(eighth, Outcome.NOT_SENT);
            fifo.release();
            for (CompletableFuture<JsonNode> call : inFlight) {
                resultOf(call);
            }
            assertThat(status(client)).as("the 'stop' did not run").isEqualTo("running");
            assertThat(client.statistics().lateReplies()).isZero();
        }
    }

    @Test
    void aCallThatIsInterruptedAfterSendingMayHaveRun() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Fifo fifo = Fifo.in(qemu, "slow");
            CompletableFuture<JsonNode> slow = client.submit(fifo.slowCommand(), PATIENT);
            long before = client.statistics().commandsSent();
            CallerThread<JsonNode> caller = CallerThread.of(() -> client.execute(STOP, PATIENT));
            Await.until("it was sent", () -> client.statistics().commandsSent() > before);
            caller.interrupt();
            requireInterrupted(caller, Outcome.UNKNOWN);
            fifo.release();
            resultOf(slow);
            assertThat(status(client)).as("the 'stop' ran").isEqualTo("paused");
            assertThat(client.statistics().lateReplies()).isEqualTo(1);
        }
    }

    @Test
    void anInterruptEndsExecuteAllAndWithdrawsUnsentCommands() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Fifo fifo = Fifo.in(qemu, "slow");
            List<RawCommand> commands = new ArrayList<>(List.of(fifo.slowCommand()));
            for (int i = 0; i < 6; i++) {
                commands.add(QUERY_STATUS);
            }
            commands.add(STOP);
            long before = client.statistics().commandsSent();
            CallerThread<List<JsonNode>> caller = CallerThread.of(() -> client.executeAll(commands, PATIENT));
            Await.until("seven were sent", () -> client.statistics().commandsSent() == before + 7);
            caller.untilItWaits().interrupt();
            QmpBatchException interrupted = caller.failure(QmpBatchException.class);
            assertThat(interrupted).hasCauseInstanceOf(QmpCallInterruptedException.class);
            assertThat(interrupted.results().get(0).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(interrupted.results().get(7).outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(caller.wasInterruptedAtTheEnd()).as("the interrupt flag").isTrue();
            fifo.release();
            assertThat(status(client)).as("the 'stop' did not run").isEqualTo("running");
            assertThat(client.statistics().lateReplies()).isEqualTo(7);
        }
    }

    @Tag("slow")
    @Test
    void aCallBehindAPartlyWrittenCommandIsNotSentAfterAnInterrupt() throws Exception {
        // More than a socket buffers.
        RawCommand big = RawCommand.named("qom-get").with("path", "x".repeat(600_000));
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            long before = client.statistics().commandsSent();
            qemu.stop();
            CompletableFuture<JsonNode> halfWritten = client.submit(big, PATIENT);
            CallerThread<JsonNode> behind = CallerThread.of(() -> client.execute(STOP, PATIENT));
            Await.until(
                    "both were given to the connection",
                    () -> client.statistics().commandsSent() == before + 2);
            behind.interrupt();
            requireInterrupted(behind, Outcome.NOT_SENT);
            qemu.signal("CONT");
            assertThat(status(client)).as("the 'stop' did not run").isEqualTo("running");
            Await.failureOf(halfWritten, QmpCommandException.class);
            assertThat(client.statistics().errorsWithoutId()).isZero();
        }
    }

    enum Taking {
        NEXT {
            @Override
            Object from(EventSubscription<RawEvent> events) {
                return events.next(Await.PATIENCE);
            }
        },
        NEXT_ITEM {
            @Override
            Object from(EventSubscription<RawEvent> events) {
                return events.nextItem(Await.PATIENCE);
            }
        },
        AWAIT {
            @Override
            Object from(EventSubscription<RawEvent> events) {
                return events.await(event -> true, Await.PATIENCE);
            }
        },
        ITERATOR {
            @Override
            Object from(EventSubscription<RawEvent> events) {
                return events.iterator().next();
            }
        },
        STREAM {
            @Override
            Object from(EventSubscription<RawEvent> events) {
                return events.stream().findFirst();
            }
        };

        abstract Object from(EventSubscription<RawEvent> events);
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedWaitLeavesTheEventToTheNextOne(Taking taking) throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> events = client.events("STOP", "RESUME")) {
            CallerThread<Object> taker =
                    CallerThread.of(() -> taking.from(events)).untilItWaits();
            taker.interrupt();
            requireInterruptedWait(taker);
            client.execute(STOP);
            assertThat(events.next(Await.PATIENCE).name()).isEqualTo("STOP");
            client.execute(RawCommand.named("cont"));
            CallerThread<Object> next = CallerThread.of(() -> taking.from(events));
            assertThat(next.value().toString()).contains("RESUME");
            assertThat(next.wasInterruptedAtTheEnd()).isFalse();
        }
    }

    @Test
    void anInterruptedConnectLeavesTheMonitorFree() throws Exception {
        ConnectOptions patient =
                ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();
        try (RealQemu qemu = RealQemu.start();
                Reconnector<QmpClient> reconnector = Reconnector.to(qemu.endpoint(), patient)) {
            qemu.stop();
            // The kernel connects, and QEMU does not greet.
            CallerThread<QmpClient> connecting = CallerThread.<QmpClient>of(
                            () -> QmpClient.connect(qemu.endpoint(), patient))
                    .untilItWaits();
            connecting.interrupt();
            requireInterruptedWait(connecting);
            CallerThread<Reconnector.Connection<QmpClient>> reconnecting =
                    CallerThread.of(() -> reconnector.connect(Await.PATIENCE)).untilItWaits();
            reconnecting.interrupt();
            requireInterruptedWait(reconnecting);
            qemu.signal("CONT");
            try (QmpClient client = reconnector.connect(Await.PATIENCE).client()) {
                assertThat(status(client)).isEqualTo("running");
            }
        }
    }

    @Test
    void anInterruptedAcceptLeavesTheConnectionToTheNextOne() throws Exception {
        try (RealQemu folder = RealQemu.start();
                QmpListener listener = QmpListener.bind(Endpoint.unix(folder.path("in")))) {
            CallerThread<QmpClient> accepting =
                    CallerThread.of(() -> listener.accept(Await.PATIENCE)).untilItWaits();
            accepting.interrupt();
            requireInterruptedWait(accepting);
            String dialling = "unix:" + folder.path("in") + ",server=off";
            try (RealQemu qemu = RealQemu.startUnheard("-qmp", dialling);
                    QmpClient client = listener.accept(Await.PATIENCE)) {
                assertThat(status(client)).isEqualTo("running");
                assertThat(qemu.process().isAlive()).isTrue();
            }
        }
    }

    @Tag("slow")
    @Test
    void interruptsDuringALargeReplyDoNotMixUpLaterReplies() throws Exception {
        RawCommand schema = RawCommand.named("query-qmp-schema");
        Random random = new Random(19);
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            int size = client.execute(schema, PATIENT).size();
            ClientStatistics before = client.statistics();
            for (int round = 0; round < 200; round++) {
                CallerThread<JsonNode> caller = CallerThread.of(() -> client.execute(schema, PATIENT));
                LockSupport.parkNanos(random.nextInt((int) Duration.ofMillis(12).toNanos()));
                caller.interrupt();
                try {
                    assertThat(caller.value().size()).isEqualTo(size);
                } catch (ExecutionException failed) {
                    assertThat(failed).hasCauseInstanceOf(QmpCallInterruptedException.class);
                    assertThat(caller.wasInterruptedAtTheEnd()).isTrue();
                }
                assertThat(status(client)).isEqualTo("running");
            }
            ClientStatistics after = client.statistics();
            assertThat(after.repliesReceived() + after.lateReplies())
                    .isEqualTo(before.repliesReceived() + after.commandsSent() - before.commandsSent());
            assertThat(after.lateReplies())
                    .as("interrupts before the reply: without them this test proves nothing")
                    .isPositive();
            assertThat(after.foreignReplies()).isZero();
        }
    }
}
