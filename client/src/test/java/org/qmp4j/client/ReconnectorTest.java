package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;

/** Connecting anew, whenever the owner asks. */
class ReconnectorTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));
    private static final Backoff NEVER = new Backoff(LONG, LONG);

    private final List<Conversation> conversations = new ArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void end() {
        conversations.forEach(Conversation::close);
    }

    private QmpClient connect() {
        attempts.incrementAndGet();
        Conversation talk = Conversation.begin();
        conversations.add(talk);
        return talk.client();
    }

    private QmpClient fail() {
        throw new QmpConnectException("nobody there, attempt " + attempts.incrementAndGet(), null);
    }

    private QmpClient connectAtTheThirdAttempt() {
        return attempts.get() < 2 ? fail() : connect();
    }

    @Test
    void theFirstConnectionHasNoGapBeforeItAndEveryOtherHas() {
        try (Reconnector monitor = Reconnector.of("vm1", this::connect, QUICK)) {
            Reconnector.Link first = monitor.next(LONG);
            assertThat(first.gap()).isFalse();
            assertThat(first.client().isOpen()).isTrue();
            Reconnector.Link second = monitor.next(LONG);
            assertThat(second.gap()).isTrue();
            assertThat(second.client()).isNotSameAs(first.client());
            assertThat(first.client().isOpen()).isFalse();
            assertThat(second.client().isOpen()).isTrue();
            assertThat(monitor.next(LONG).gap()).isTrue();
        }
    }

    @Test
    void attemptsThatFailAreNoGap() {
        try (Reconnector monitor = Reconnector.of("vm1", this::connectAtTheThirdAttempt, QUICK)) {
            assertThat(monitor.next(LONG).gap()).isFalse();
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void whenTimeIsUpTheLastFailureIsTold() {
        try (Reconnector monitor = Reconnector.of("vm1", this::fail, QUICK)) {
            assertThatThrownBy(() -> monitor.next(Duration.ofMillis(30)))
                    .isInstanceOfSatisfying(QmpTimeoutException.class, late -> {
                        assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT);
                        assertThat(late)
                                .hasMessage("no connection to vm1 within 30 ms, in " + attempts
                                        + " attempts: nobody there, attempt " + attempts);
                        assertThat(late).hasCauseInstanceOf(QmpConnectException.class);
                    });
        }
    }

    @Test
    void withoutTimeThereIsOneAttempt() {
        try (Reconnector monitor = Reconnector.of("vm1", this::fail, QUICK)) {
            assertThatThrownBy(() -> monitor.next(Duration.ZERO)).isInstanceOf(QmpTimeoutException.class);
            assertThat(attempts).hasValue(1);
        }
    }

    @Test
    void betweenTwoAttemptsThereIsAPause() {
        Backoff steady = new Backoff(Duration.ofMillis(40), Duration.ofMillis(40));
        try (Reconnector monitor = Reconnector.of("vm1", this::fail, steady)) {
            assertThatThrownBy(() -> monitor.next(Duration.ofMillis(200))).isInstanceOf(QmpTimeoutException.class);
            // Pauses last 20 ms at least, so there is time for ten, and for the attempt after the last.
            assertThat(attempts).hasValueLessThanOrEqualTo(12);
        }
    }

    @Test
    void closingWakesWhoPauses() {
        Reconnector monitor = Reconnector.of("vm1", this::fail, NEVER);
        Caller<Reconnector.Link> waiting = Caller.of(() -> monitor.next(LONG));
        Await.until("it has failed once", () -> attempts.get() == 1);
        waiting.untilItWaits();
        monitor.close();
        monitor.close();
        QmpDisconnectedException closed = waiting.failure(QmpDisconnectedException.class);
        assertThat(closed.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(closed).hasMessage("the reconnector of vm1 is closed");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void closingClosesTheLatestClientAndLetsNoOtherBegin() {
        Reconnector monitor = Reconnector.of("vm1", this::connect, QUICK);
        QmpClient client = monitor.next(LONG).client();
        monitor.close();
        assertThat(client.isOpen()).isFalse();
        assertThatThrownBy(() -> monitor.next(LONG)).isInstanceOf(QmpDisconnectedException.class);
        assertThat(attempts).hasValue(1);
    }

    /** A client that can only be closed, and does what it is told then. */
    private static QmpClient closing(Runnable whenClosed) {
        return (QmpClient) Proxy.newProxyInstance(
                QmpClient.class.getClassLoader(), new Class<?>[] {QmpClient.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("close");
                    whenClosed.run();
                    return null;
                });
    }

    @Test
    void whileAClientIsBeingClosedNobodyElseIsHeldUp() {
        AtomicReference<Reconnector> closed = new AtomicReference<>();
        AtomicInteger times = new AtomicInteger();
        QmpClient client = closing(() -> {
            if (times.incrementAndGet() == 1) {
                Caller.run(closed.get()::close).value();
            }
        });
        closed.set(Reconnector.of("vm1", () -> client, QUICK));
        closed.get().next(LONG);
        Caller.of(() -> closed.get().next(LONG)).failure(QmpDisconnectedException.class);
        // By the one that wants another, by the closing meanwhile, and the other that has come since.
        assertThat(times).hasValue(3);
    }

    @Test
    void aClientThatBeginsWhileItIsClosedIsClosedToo() {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Reconnector monitor = Reconnector.of(
                "vm1",
                () -> {
                    connecting.countDown();
                    await(goOn);
                    return connect();
                },
                QUICK);
        Caller<Reconnector.Link> waiting = Caller.of(() -> monitor.next(LONG));
        await(connecting);
        monitor.close();
        goOn.countDown();
        waiting.failure(QmpDisconnectedException.class);
        assertThat(conversations.get(0).client().isOpen()).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void anInterruptEndsThePauseAndTheNextCallerHasItsTurn() {
        try (Reconnector monitor = Reconnector.of("vm1", this::connectAtTheThirdAttempt, NEVER)) {
            Caller<Reconnector.Link> waiting = Caller.of(() -> monitor.next(LONG));
            Await.until("it has failed once", () -> attempts.get() == 1);
            waiting.untilItWaits().interrupt();
            QmpInterruptedException interrupted = waiting.failure(QmpInterruptedException.class);
            assertThat(interrupted.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(interrupted).hasMessageContaining("vm1");
            assertThat(waiting.wasInterruptedAtTheEnd()).isTrue();
            attempts.set(2);
            assertThat(monitor.next(LONG).client().isOpen()).isTrue();
        }
    }

    @Test
    void oneThreadConnectsAtATime() {
        Reconnector monitor = Reconnector.of("vm1", this::fail, NEVER);
        Caller<Reconnector.Link> waiting = Caller.of(() -> monitor.next(LONG));
        Await.until("it has failed once", () -> attempts.get() == 1);
        assertThatThrownBy(() -> monitor.next(Duration.ofMillis(30)))
                .isInstanceOf(QmpTimeoutException.class)
                .hasMessageContainingAll("vm1", "30 ms", "another thread is connecting");
        assertThat(attempts).hasValue(1);
        monitor.close();
        waiting.failure(QmpDisconnectedException.class);
    }

    @Test
    void whatNoOtherAttemptCanMendIsThrownAtOnce() {
        List<RuntimeException> thrown = new ArrayList<>(List.of(new IllegalStateException("mended by nobody")));
        try (Reconnector monitor = Reconnector.of(
                "vm1",
                () -> {
                    if (!thrown.isEmpty()) {
                        throw thrown.remove(0);
                    }
                    return connect();
                },
                QUICK)) {
            assertThatThrownBy(() -> monitor.next(LONG)).hasMessage("mended by nobody");
            assertThat(monitor.next(LONG).client().isOpen()).isTrue();
        }
    }

    @Test
    void connectionsThatDoNotLastArePausedFor() {
        Reconnector monitor = Reconnector.of("vm1", this::connect, NEVER);
        monitor.next(LONG);
        monitor.next(LONG);
        Caller<Reconnector.Link> pausing = Caller.of(() -> monitor.next(LONG)).untilItWaits();
        assertThat(attempts).hasValue(2);
        monitor.close();
        pausing.failure(QmpDisconnectedException.class);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void anEndpointIsConnectedToAgainWhenItsMonitorHasGone() {
        try (Peer peer = Peer.listening();
                Reconnector monitor = Reconnector.to(peer.endpoint(), ConnectOptions.DEFAULT)) {
            QmpClient first = connectOver(peer, monitor, false);
            QmpClient second = connectOver(peer, monitor, true);
            assertThat(first.isOpen()).isFalse();
            assertThat(second.isOpen()).isTrue();
        }
    }

    private static QmpClient connectOver(Peer peer, Reconnector monitor, boolean gap) {
        Caller<Reconnector.Link> connecting = Caller.of(() -> monitor.next(LONG));
        PeerConnection connection = peer.accept();
        connection.send(Conversation.GREETING);
        connection.answer(connection.idOfNext("qmp_capabilities"), "{}");
        Reconnector.Link link = connecting.value();
        assertThat(link.gap()).isEqualTo(gap);
        return link.client();
    }
}
