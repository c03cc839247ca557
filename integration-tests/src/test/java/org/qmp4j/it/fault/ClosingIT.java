package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.Reconnector;
import org.qmp4j.client.error.QmpClosedException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.client.observer.ObservedReply;
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

/** Closing a client at bad moments, from bad places: every wait ends, and QEMU serves the next one. */
@ExtendWith(NoLeaks.class)
// To close in the middle of something is what these tests are about.
@SuppressWarnings("try")
class ClosingIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand STOP = RawCommand.named("stop");
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);
    private static final ConnectOptions PATIENTLY =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();

    /** Proves that the monitor is free: connects, and runs a query. */
    private static String statusForTheNextClient(RealQemu qemu) {
        try (QmpClient next = QmpClient.connect(qemu.endpoint(), PATIENTLY)) {
            assertThat(next.execute(RawCommand.named("query-name"), PATIENT)).hasToString("{\"name\":\"closing\"}");
            return next.execute(QUERY_STATUS, PATIENT).path("status").stringValue();
        }
    }

    private static RealQemu start() throws Exception {
        return RealQemu.start("-name", "closing");
    }

    private static Outcome outcomeOf(CompletableFuture<?> call) throws Exception {
        return Await.failureOf(call, QmpDisconnectedException.class).outcome();
    }

    @Test
    void closeEndsEveryWaitAndReportsOutcomes() throws Exception {
        try (RealQemu qemu = start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            EventSubscription<RawEvent> events = client.events();
            CallerThread<RawEvent> taker = CallerThread.of(() -> events.next(Await.PATIENCE));
            CallerThread<Long> iterating = CallerThread.of(() -> events.stream().count());
            Fifo fifo = Fifo.in(qemu, "slow");
            List<CompletableFuture<JsonNode>> inFlight = new ArrayList<>();
            inFlight.add(client.submit(fifo.slowCommand(), PATIENT));
            for (int i = 0; i < 5; i++) {
                inFlight.add(client.submit(QUERY_STATUS, PATIENT));
            }
            long before = client.statistics().commandsSent();
            CallerThread<JsonNode> seventh = CallerThread.of(() -> client.execute(QUERY_STATUS, PATIENT));
            Await.until("it was sent", () -> client.statistics().commandsSent() > before);
            CompletableFuture<JsonNode> eighth = client.submit(STOP, PATIENT);
            CallerThread<JsonNode> ninth = CallerThread.<JsonNode>of(() -> client.execute(STOP, PATIENT))
                    .untilItWaits();
            fifo.awaitRunning();
            taker.untilItWaits();
            iterating.untilItWaits();

            client.close();

            for (CompletableFuture<JsonNode> call : inFlight) {
                assertThat(outcomeOf(call)).isEqualTo(Outcome.UNKNOWN);
            }
            assertThat(seventh.failure(QmpDisconnectedException.class).outcome())
                    .isEqualTo(Outcome.UNKNOWN);
            assertThat(outcomeOf(eighth)).isEqualTo(Outcome.NOT_SENT);
            assertThat(ninth.failure(QmpDisconnectedException.class).outcome()).isEqualTo(Outcome.NOT_SENT);
            taker.failure(QmpEventsClosedException.class);
            assertThat(iterating.value()).isZero();
            fifo.release();
            assertThat(statusForTheNextClient(qemu)).isEqualTo("running");
        }
    }

    @Test
    void aCommandThatCloseTruncatesDoesNotAffectTheNextClient() throws Exception {
        RawCommand big = RawCommand.named("qom-get").with("path", "x".repeat(600_000));
        try (RealQemu qemu = start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            qemu.stop();
            CompletableFuture<JsonNode> halfWritten = client.submit(big, PATIENT);
            CompletableFuture<JsonNode> behind = client.submit(STOP, PATIENT);
            client.close();
            assertThat(outcomeOf(halfWritten)).isEqualTo(Outcome.UNKNOWN);
            assertThat(outcomeOf(behind)).isEqualTo(Outcome.NOT_SENT);
            qemu.signal("CONT");
            assertThat(statusForTheNextClient(qemu)).isEqualTo("running");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackForEventsCanCloseWhileItsCommandWaits(CallbackThread where) throws Exception {
        try (RealQemu qemu = start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            client.events("STOP").onEvent(where.executor(), event -> client.close());
            // The event comes before the answer, which the client may or may not have read by then.
            CompletableFuture<JsonNode> stop = client.submit(STOP, PATIENT);
            client.whenClosed().get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Await.until("the call has ended", stop::isDone);
            if (stop.isCompletedExceptionally()) {
                assertThat(outcomeOf(stop)).isEqualTo(Outcome.UNKNOWN);
            }
            assertThat(statusForTheNextClient(qemu)).isEqualTo("paused");
        }
    }

    /** Closes its client at the first call of one kind. */
    private static final class ClosingObserver implements ClientObserver {
        private final String moment;
        private final CompletableFuture<QmpClient> client = new CompletableFuture<>();

        ClosingObserver(String moment) {
            this.moment = moment;
        }

        private void at(String name) {
            if (name.equals(moment)) {
                client.join().close();
            }
        }

        @Override
        public void connected(String endpoint, String peer) {
            at("connected");
        }

        @Override
        public void disconnected(String endpoint, String reason) {
            at("disconnected");
        }

        @Override
        public void commandSent(ObservedCall call) {
            at("commandSent");
        }

        @Override
        public void commandReplied(ObservedCall call, ObservedReply reply) {
            at("commandReplied");
        }

        @Override
        public void eventReceived(String endpoint, RawEvent event) {
            at("eventReceived");
        }

        @Override
        public void bytesSent(String endpoint, int count) {
            at("bytesSent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connected", "commandSent", "bytesSent", "commandReplied", "eventReceived", "disconnected"})
    void anObserverCanCloseAtAnyMoment(String moment) throws Exception {
        ClosingObserver observer = new ClosingObserver(moment);
        ConnectOptions options = ConnectOptions.builder()
                .observer(observer)
                .callbackExecutor(CallbackThread.IN_A_THREAD_OF_ITS_OWN.executor())
                .build();
        try (RealQemu qemu = start();
                QmpClient client = QmpClient.connect(qemu.endpoint(), options)) {
            observer.client.complete(client);
            CompletableFuture<JsonNode> stop = client.submit(STOP, PATIENT);
            if (moment.equals("disconnected")) {
                client.close();
            }
            client.whenClosed().get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Await.until("the call has ended", stop::isDone);
            if (stop.isCompletedExceptionally()) {
                assertThat(outcomeOf(stop)).isIn(Outcome.UNKNOWN, Outcome.NOT_SENT);
            }
            assertThat(statusForTheNextClient(qemu)).isIn("running", "paused");
        }
    }

    @Tag("slow")
    @Test
    void manyThreadsCanCloseWhileManyCall() throws Exception {
        try (RealQemu qemu = start()) {
            for (int round = 0; round < 20; round++) {
                closeWhileManyCall(qemu, round);
                assertThat(statusForTheNextClient(qemu)).isEqualTo("running");
            }
        }
    }

    private static void closeWhileManyCall(RealQemu qemu, int round) throws Exception {
        QmpClient client = QmpClient.connect(qemu.endpoint(), PATIENTLY);
        List<CallerThread<JsonNode>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            callers.add(CallerThread.of(() -> {
                while (true) {
                    assertThat(client.execute(QUERY_STATUS, PATIENT)
                                    .path("status")
                                    .stringValue())
                            .isEqualTo("running");
                }
            }));
        }
        CountDownLatch begin = new CountDownLatch(1);
        List<CallerThread<Boolean>> closers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            closers.add(CallerThread.of(() -> {
                begin.await();
                client.close();
                client.close();
                return client.isOpen();
            }));
        }
        long answers = 10L * (round + 1);
        Await.until("some were answered", () -> client.statistics().repliesReceived() >= answers);
        begin.countDown();
        for (CallerThread<Boolean> closer : closers) {
            assertThat(closer.value()).as("open after it was closed").isFalse();
        }
        for (CallerThread<JsonNode> caller : callers) {
            assertThat(caller.failure(QmpDisconnectedException.class).outcome())
                    .isIn(Outcome.UNKNOWN, Outcome.NOT_SENT);
        }
        assertThat(client.whenClosed()
                        .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .byThisProgram())
                .isTrue();
    }

    @Test
    void aReconnectorThatIsClosedBeforeTheGreetingDoesNotHoldTheMonitor() throws Exception {
        try (RealQemu qemu = start()) {
            qemu.stop();
            Reconnector<QmpClient> reconnector = Reconnector.to(qemu.endpoint(), PATIENTLY);
            CallerThread<Reconnector.Connection<QmpClient>> connecting =
                    CallerThread.<Reconnector.Connection<QmpClient>>of(() -> reconnector.connect(Await.PATIENCE))
                            .untilItWaits();
            reconnector.close();
            qemu.signal("CONT");
            connecting.failure(QmpClosedException.class);
            assertThat(statusForTheNextClient(qemu)).isEqualTo("running");
        }
    }
}
