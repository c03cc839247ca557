package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** The effects of {@code close()}. */
class CloseTest {
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    private Caller<JsonNode> execute(String name) {
        return Caller.of(() -> client.execute(RawCommand.named(name), LONG));
    }

    private List<CompletableFuture<JsonNode>> fillWindow() {
        List<CompletableFuture<JsonNode>> inFlight = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            inFlight.add(client.submit(RawCommand.named("slow" + i), LONG));
            peer.idOfNext("slow" + i);
        }
        return inFlight;
    }

    private static QmpCallException failure(CompletableFuture<?> future) {
        return Caller.failureOf(future, QmpDisconnectedException.class);
    }

    @Test
    void aRunningCallFailsAndMayHaveRun() {
        Caller<JsonNode> call = execute("migrate");
        String id = peer.idOfNext("migrate");
        client.close();
        QmpDisconnectedException closed = call.failure(QmpDisconnectedException.class);
        assertThat(closed.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(closed)
                .hasMessage("no reply to 'migrate' (id " + id + "), which may have run: this program closed the"
                        + " connection to " + client.peer());
        assertThat(closed.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(CloseTest.class.getName()));
    }

    @Test
    void aQueuedCallHasNotRun() {
        List<CompletableFuture<JsonNode>> inFlight = fillWindow();
        Caller<JsonNode> queued = execute("queued").untilItWaits();
        CompletableFuture<JsonNode> queuedFuture = client.submit(RawCommand.named("queued"), LONG);
        client.close();
        QmpDisconnectedException closed = queued.failure(QmpDisconnectedException.class);
        assertThat(closed.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(closed).hasMessageContainingAll("'queued' was not sent", client.peer());
        assertThat(failure(queuedFuture).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(inFlight).allMatch(future -> failure(future).outcome() == Outcome.UNKNOWN);
        peer.awaitEnd();
    }

    @Test
    void everyCallOfExecuteAllFails() {
        List<RawCommand> commands = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            commands.add(RawCommand.named("many"));
        }
        Caller<List<JsonNode>> all = Caller.of(() -> client.executeAll(commands, LONG));
        peer.idOfNext("many");
        all.untilItWaits();
        client.close();
        QmpBatchException closed = all.failure(QmpBatchException.class);
        assertThat(closed).hasCauseInstanceOf(QmpDisconnectedException.class);
        assertThat(closed.outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void allCallsFailEvenIfTheExecutorThrowsAnError() {
        ConnectOptions options = ConnectOptions.builder()
                .callbackExecutor(task -> {
                    throw new OutOfMemoryError("no thread, on purpose");
                })
                .build();
        try (Conversation other = Conversation.begin(options)) {
            EventSubscription<RawEvent> events = other.client().events();
            Caller<JsonNode> call = Caller.of(() -> other.client().execute(RawCommand.named("x"), LONG));
            other.peer().idOfNext("x");
            List<CompletableFuture<JsonNode>> futures = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                futures.add(other.client().submit(RawCommand.named("y"), LONG));
            }
            CompletableFuture<CloseReason> ended = other.client().whenClosed();
            other.peer().close();
            call.failure(QmpDisconnectedException.class);
            futures.forEach(future -> failure(future));
            Caller.of(() -> events.next(Duration.ofMinutes(10))).failure(QmpEventsClosedException.class);
            assertThat(Caller.of(ended::get).value().byThisProgram()).isFalse();
        }
    }

    @Test
    void aRunningRawMessageFails() {
        JsonNode message = JsonText.of("{\"execute\": \"x\", \"id\": [1]}").tree();
        Caller<JsonNode> call = Caller.of(() -> client.send(message, LONG));
        peer.idOfNext("x");
        client.close();
        assertThat(call.failure(QmpDisconnectedException.class)).hasMessageContaining("'x'");
    }

    @Test
    void nothingIsSentAfterClose() {
        client.close();
        assertThatThrownBy(() -> client.execute(RawCommand.named("late")))
                .isInstanceOfSatisfying(QmpDisconnectedException.class, closed -> {
                    assertThat(closed.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(closed)
                            .hasMessage("'late' was not sent: this program closed the connection to " + client.peer());
                });
        assertThat(failure(client.submit(RawCommand.named("late"))).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThatThrownBy(() -> client.executeAll(List.of(RawCommand.named("late")), LONG))
                .hasCauseInstanceOf(QmpDisconnectedException.class);
        peer.awaitEnd();
    }

    @Test
    void theReasonSaysThatThisProgramClosedTheConnection() {
        assertThat(client.isOpen()).isTrue();
        assertThat(client.closeReason()).isEmpty();
        CompletableFuture<CloseReason> ended = client.whenClosed();
        assertThat(ended).isNotDone();
        client.close();
        assertThat(client.isOpen()).isFalse();
        CloseReason reason = client.closeReason().orElseThrow();
        assertThat(reason.byThisProgram()).isTrue();
        assertThat(reason.shutdownReason()).isEmpty();
        assertThat(reason.message()).contains("this program closed the connection", client.peer());
        assertThat(Caller.of(ended::get).value()).isEqualTo(reason);
    }

    @Test
    void theFirstReasonIsReported() {
        peer.close();
        Await.until("the client has seen the end", () -> !client.isOpen());
        client.close();
        client.close();
        assertThat(client.closeReason().orElseThrow().byThisProgram()).isFalse();
    }

    @Test
    void severalThreadsCanCloseAtTheSameTime() {
        Caller<JsonNode> call = execute("x");
        peer.idOfNext("x");
        List<Caller<Boolean>> closing = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            closing.add(Caller.of(() -> {
                client.close();
                return client.isOpen();
            }));
        }
        assertThat(closing).allMatch(closer -> !closer.value());
        call.failure(QmpDisconnectedException.class);
        peer.awaitEnd();
    }

    @Test
    void callsDuringCloseFail() {
        List<Caller<JsonNode>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(execute("x"));
            if (i == 10) {
                client.close();
            }
        }
        calls.forEach(call -> call.failure(QmpDisconnectedException.class));
    }

    @Test
    void anInterruptedThreadCanClose() {
        Caller<Boolean> closing = Caller.interrupted(() -> {
            client.close();
            return true;
        });
        closing.value();
        assertThat(closing.wasInterruptedAtTheEnd()).isTrue();
        peer.awaitEnd();
    }

    @Test
    void theCallbackOfAFutureCanClose() {
        CompletableFuture<Void> closed =
                client.submit(RawCommand.named("x"), LONG).thenAccept(value -> client.close());
        Caller<JsonNode> other = execute("other");
        peer.answer(peer.idOfNext("x"), "{}");
        Caller.of(closed::get).value();
        other.failure(QmpDisconnectedException.class);
        assertThat(client.closeReason().orElseThrow().byThisProgram()).isTrue();
    }

    @Test
    void theCallbackOfWhenClosedCanCloseAgainAndAskForTheReason() {
        CompletableFuture<Boolean> ended = client.whenClosed().thenApply(reason -> {
            client.close();
            return client.closeReason().orElseThrow().equals(reason);
        });
        peer.close();
        assertThat(Caller.of(ended::get).value()).isTrue();
    }

    @Test
    void whenClosedAlwaysReturnsTheSameFuture() {
        assertThat(client.whenClosed()).isSameAs(client.whenClosed());
    }

    @Test
    void cancellingTheFutureOfWhenClosedDoesNotAffectOtherCallers() {
        CompletableFuture<CloseReason> one = client.whenClosed();
        CompletableFuture<CloseReason> other = client.whenClosed();
        one.cancel(true);
        client.close();
        assertThat(Caller.of(other::get).value().byThisProgram()).isTrue();
        assertThat(Caller.of(client.whenClosed()::get).value().byThisProgram()).isTrue();
    }

    @Test
    void closeEndsSubscriptions() {
        EventSubscription<RawEvent> all = client.events();
        client.close();
        assertThat(all.isOpen()).isFalse();
        assertThat(all.iterator().hasNext()).isFalse();
    }

    @Test
    void repliesAfterCloseAreIgnored() {
        Caller<JsonNode> call = execute("x");
        peer.idOfNext("x");
        client.close();
        call.failure(QmpDisconnectedException.class);
        assertThat(client.statistics().repliesReceived()).isZero();
        assertThat(client.statistics().lateReplies()).isZero();
    }
}
