package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.Backoff;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.Reconnector;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.DiallingQemu;
import org.qmp4j.it.support.Fifo;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One session after another: nothing of an earlier session reaches the next one. */
@ExtendWith(NoLeaks.class)
// To close in the middle of something is what some of these tests are about.
@SuppressWarnings("try")
class ReconnectIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand STOP = RawCommand.named("stop");
    private static final RawCommand CONT = RawCommand.named("cont");
    private static final RawCommand QUERY_YANK = RawCommand.named("query-yank");
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);
    private static final CallOptions OUT_OF_BAND = CallOptions.outOfBand().withTimeout(Await.PATIENCE);

    private static ConnectOptions patiently(boolean oob) {
        return ConnectOptions.builder()
                .outOfBand(oob)
                .connectTimeout(Await.PATIENCE)
                .build();
    }

    private static Outcome outcomeOf(CompletableFuture<?> call) throws Exception {
        return Await.failureOf(call, QmpDisconnectedException.class).outcome();
    }

    /** Different replies, to commands that begin with the first id of a session. */
    private static void requireOwnAnswers(QmpClient client, String... statuses) {
        assertThat(client.execute(RawCommand.named("query-uuid"), PATIENT).has("UUID"))
                .isTrue();
        assertThat(client.execute(RawCommand.named("query-version"), PATIENT).has("qemu"))
                .isTrue();
        assertThat(client.execute(QUERY_STATUS, PATIENT).path("status").stringValue())
                .isIn(statuses.length == 0 ? List.of("running") : List.of(statuses));
        assertThat(client.statistics().errorsWithoutId()).isZero();
    }

    /** Calls of which seven are in flight and one waits for its turn. */
    private record Calls(List<CompletableFuture<JsonNode>> inFlight, CompletableFuture<JsonNode> queued) {
        static Calls begin(QmpClient client, Fifo fifo) {
            List<CompletableFuture<JsonNode>> inFlight = new ArrayList<>();
            inFlight.add(client.submit(fifo.slowCommand(), PATIENT));
            for (int i = 0; i < 6; i++) {
                inFlight.add(client.submit(QUERY_STATUS, PATIENT));
            }
            return new Calls(inFlight, client.submit(STOP, PATIENT));
        }

        void requireLost() throws Exception {
            for (CompletableFuture<JsonNode> call : inFlight) {
                assertThat(outcomeOf(call)).isEqualTo(Outcome.UNKNOWN);
            }
            assertThat(outcomeOf(queued)).isEqualTo(Outcome.NOT_SENT);
        }
    }

    @ParameterizedTest(name = "out-of-band {0}")
    @ValueSource(booleans = {true, false})
    void anErrorForAnEarlierClientIsNotTakenForAReply(boolean oob) throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            for (int round = 0; round < 5; round++) {
                Fifo fifo = Fifo.in(qemu, "slow" + round);
                // There is no such node, which QEMU finds out once it has read the configuration.
                String failing = fifo.slowMessage("1").replace("{\"driver\":\"null-co\"}", "\"nosuch\"");
                try (RawSocket leaving =
                        RawSocket.negotiated(qemu.path("qmp"), oob ? new String[] {"oob"} : new String[0])) {
                    leaving.send(failing);
                    fifo.awaitRunning();
                }
                // The first id of a client is 1, too.
                CompletableFuture<QmpClient> connecting =
                        Await.inBackground(() -> QmpClient.connect(qemu.endpoint(), patiently(oob)));
                fifo.release();
                try (QmpClient next = connecting.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    requireOwnAnswers(next);
                    assertThat(next.statistics().repliesReceived()).isEqualTo(3);
                }
            }
        }
    }

    @Test
    void theErrorOfACommandWithAMissingNodeComesAfterItsConfigurationWasRead() throws Exception {
        // The test above depends on this.
        try (RealQemu qemu = RealQemu.start();
                RawSocket socket = RawSocket.negotiated(qemu.path("qmp"))) {
            Fifo fifo = Fifo.in(qemu, "slow");
            socket.send(fifo.slowMessage("1").replace("{\"driver\":\"null-co\"}", "\"nosuch\""));
            fifo.release();
            assertThat(socket.message().path("error").path("desc").stringValue())
                    .contains("nosuch");
        }
    }

    @Tag("slow")
    @ParameterizedTest(name = "out-of-band {0}")
    @ValueSource(booleans = {true, false})
    void reconnectingEndsEveryCallAndSubscriptionOfTheEarlierSession(boolean oob) throws Exception {
        try (RealQemu qemu = RealQemu.start();
                Reconnector<QmpClient> reconnector = Reconnector.to(qemu.endpoint(), patiently(oob))) {
            Reconnector.Connection<QmpClient> link = reconnector.connect(Await.PATIENCE);
            assertThat(link.reconnected()).isFalse();
            for (int round = 0; round < 5; round++) {
                QmpClient earlier = link.client();
                EventSubscription<RawEvent> events = earlier.events();
                CallerThread<RawEvent> taker = CallerThread.of(() -> events.next(Await.PATIENCE));
                Fifo fifo = Fifo.in(qemu, "slow" + round);
                CompletableFuture<JsonNode> slow = earlier.submit(fifo.slowCommand(), PATIENT);
                fifo.awaitRunning();
                CallerThread<JsonNode> caller = CallerThread.of(() -> earlier.execute(STOP, PATIENT));
                long sent = 3L + (round == 0 ? 0 : 4);
                Await.until("the 'stop' was sent", () -> earlier.statistics().commandsSent() == sent);

                CallerThread<Reconnector.Connection<QmpClient>> connecting =
                        CallerThread.of(() -> reconnector.connect(Await.PATIENCE));
                assertThat(outcomeOf(slow)).isEqualTo(Outcome.UNKNOWN);
                assertThat(caller.failure(QmpDisconnectedException.class).outcome())
                        .isEqualTo(Outcome.UNKNOWN);
                taker.failure(QmpEventsClosedException.class);
                assertThat(earlier.isOpen()).isFalse();

                fifo.release();
                link = connecting.value();
                assertThat(link.reconnected()).isTrue();
                assertThat(link.client().isOutOfBandEnabled()).isEqualTo(oob);
                // QEMU drops what was queued behind the slow command, unless it is read before the end of the
                // connection.
                requireOwnAnswers(link.client(), "running", "paused");
                link.client().execute(CONT, PATIENT);
                assertThat(link.client().statistics().foreignReplies()).isBetween(0L, 2L);
            }
        }
    }

    @Test
    void aRestartedQemuIsFoundAtItsSocket() throws Exception {
        Path home = RealQemu.newFolder();
        String monitor = "unix:" + home.resolve("qmp") + ",server=on,wait=on";
        Endpoint endpoint = Endpoint.unix(home.resolve("qmp"));
        ConnectOptions waiting = ConnectOptions.builder()
                .connectTimeout(Await.PATIENCE)
                .waitForSocket(true)
                .build();
        try (Reconnector<QmpClient> reconnector = Reconnector.to(endpoint, waiting)) {
            Calls lost;
            QmpClient earlier;
            try (RealQemu qemu = RealQemu.startUnheard("-name", "first", "-qmp", monitor)) {
                earlier = reconnector.connect(Await.PATIENCE).client();
                assertThat(earlier.execute(RawCommand.named("query-name"), PATIENT))
                        .hasToString("{\"name\":\"first\"}");
                qemu.stop();
                Fifo never = Fifo.in(qemu, "never");
                lost = Calls.begin(earlier, never);
            }
            lost.requireLost();
            assertThat(earlier.closeReason().orElseThrow().byThisProgram()).isFalse();
            // It begins before QEMU listens.
            CallerThread<Reconnector.Connection<QmpClient>> connecting =
                    CallerThread.<Reconnector.Connection<QmpClient>>of(() -> reconnector.connect(Await.PATIENCE))
                            .untilItWaits();
            try (RealQemu again = RealQemu.startUnheard("-name", "second", "-qmp", monitor)) {
                Reconnector.Connection<QmpClient> link = connecting.value();
                assertThat(link.reconnected()).isTrue();
                assertThat(link.client().execute(RawCommand.named("query-name"), PATIENT))
                        .hasToString("{\"name\":\"second\"}");
                assertThat(again.process().isAlive()).isTrue();
            }
        } finally {
            RealQemu.removeFolder(home);
        }
    }

    /** QEMU shuts down the connection that it opened, even while its main loop is blocked, and connects again later. */
    private static void cutOff(QmpClient own) {
        JsonNode instance =
                JsonNodeFactory.instance.objectNode().put("type", "chardev").put("id", DiallingQemu.CHARDEV);
        own.execute(
                RawCommand.named("yank")
                        .with("instances", JsonNodeFactory.instance.arrayNode().add(instance)),
                OUT_OF_BAND);
    }

    @Tag("slow")
    @Test
    void aQemuThatLosesItsConnectionDuringACallReconnects() throws Exception {
        Path folder = RealQemu.newFolder();
        try (QmpListener listener = QmpListener.bind(Endpoint.unix(folder.resolve("in")));
                RealQemu qemu = DiallingQemu.startIn(folder);
                QmpClient dialled = listener.accept(Await.PATIENCE, patiently(true));
                QmpClient own = QmpClient.connect(qemu.endpoint(), patiently(true))) {
            Fifo fifo = Fifo.in(qemu, "slow");
            Calls lost = Calls.begin(dialled, fifo);
            fifo.awaitRunning();
            CallerThread<QmpClient> accepting = CallerThread.of(() -> listener.accept(Await.PATIENCE, patiently(true)));
            cutOff(own);
            lost.requireLost();
            assertThat(dialled.closeReason().orElseThrow().byThisProgram()).isFalse();
            fifo.release();
            try (QmpClient again = accepting.value()) {
                requireOwnAnswers(again);
                assertThat(again.isOutOfBandEnabled()).isTrue();
                assertThat(again.execute(QUERY_YANK, OUT_OF_BAND).isArray()).isTrue();
                assertThat(again.statistics().foreignReplies()).isBetween(0L, 1L);
            }
        }
    }

    @Tag("slow")
    @Test
    void afterCloseDuringACallTheNextSessionHasNoTraceOfTheCall() throws Exception {
        Path folder = RealQemu.newFolder();
        try (QmpListener listener = QmpListener.bind(Endpoint.unix(folder.resolve("in")));
                RealQemu qemu = DiallingQemu.startIn(folder);
                Reconnector<QmpClient> reconnector =
                        Reconnector.of("dial-in", left -> listener.accept(left, patiently(true)), Backoff.DEFAULT)) {
            QmpClient earlier = reconnector.connect(Await.PATIENCE).client();
            Fifo fifo = Fifo.in(qemu, "slow");
            Calls lost = Calls.begin(earlier, fifo);
            fifo.awaitRunning();
            CallerThread<Reconnector.Connection<QmpClient>> connecting =
                    CallerThread.of(() -> reconnector.connect(Await.PATIENCE));
            lost.requireLost();
            fifo.release();
            Reconnector.Connection<QmpClient> link = connecting.value();
            assertThat(link.reconnected()).isTrue();
            requireOwnAnswers(link.client());
            assertThat(link.client().statistics().foreignReplies()).isBetween(0L, 1L);
        }
    }
}
