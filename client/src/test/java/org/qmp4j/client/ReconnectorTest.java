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
import org.qmp4j.client.error.QmpClosedException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpConnectTimeoutException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;

/** Connects again whenever the owner asks for a client. */
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
        throw new QmpConnectException("nothing there, attempt " + attempts.incrementAndGet(), null);
    }

    private QmpClient connectAtTheThirdAttempt() {
        return attempts.get() < 2 ? fail() : connect();
    }

    @Test
    void onlyTheFirstConnectionIsNotAReconnection() {
        try (Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> connect(), QUICK)) {
            Reconnector.Connection<QmpClient> first = monitor.connect(LONG);
            assertThat(first.reconnected()).isFalse();
            assertThat(first.client().isOpen()).isTrue();
            Reconnector.Connection<QmpClient> second = monitor.connect(LONG);
            assertThat(second.reconnected()).isTrue();
            assertThat(second.client()).isNotSameAs(first.client());
            assertThat(first.client().isOpen()).isFalse();
            assertThat(second.client().isOpen()).isTrue();
            assertThat(monitor.connect(LONG).reconnected()).isTrue();
        }
    }

    @Test
    void aConnectionAfterFailedAttemptsIsNotAReconnection() {
        try (Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> connectAtTheThirdAttempt(), QUICK)) {
            assertThat(monitor.connect(LONG).reconnected()).isFalse();
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void theTimeoutMessageContainsTheLastFailure() {
        try (Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> fail(), QUICK)) {
            assertThatThrownBy(() -> monitor.connect(Duration.ofMillis(30)))
                    .isInstanceOfSatisfying(QmpConnectTimeoutException.class, late -> {
                        assertThat(late)
                                .hasMessage("no connection to vm1 within 30 ms, in " + attempts
                                        + " attempts: nothing there, attempt " + attempts);
                        assertThat(late).hasCauseInstanceOf(QmpConnectException.class);
                    });
        }
    }

    @Test
    void aTimeoutOfZeroAllowsOneAttempt() {
        try (Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> fail(), QUICK)) {
            assertThatThrownBy(() -> monitor.connect(Duration.ZERO)).isInstanceOf(QmpConnectTimeoutException.class);
            assertThat(attempts).hasValue(1);
        }
    }

    @Test
    void thereIsAPauseBetweenTwoAttempts() {
        Backoff steady = new Backoff(Duration.ofMillis(40), Duration.ofMillis(40));
        try (Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> fail(), steady)) {
            assertThatThrownBy(() -> monitor.connect(Duration.ofMillis(200)))
                    .isInstanceOf(QmpConnectTimeoutException.class);
            // A pause lasts at least 20 ms, so there is time for ten, and for the attempt after the last one.
            assertThat(attempts).hasValueLessThanOrEqualTo(12);
        }
    }

    @Test
    void closeWakesAPausingThread() {
        Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> fail(), NEVER);
        Caller<Reconnector.Connection<QmpClient>> waiting = Caller.of(() -> monitor.connect(LONG));
        Await.until("it has failed once", () -> attempts.get() == 1);
        waiting.untilItWaits();
        monitor.close();
        monitor.close();
        QmpClosedException closed = waiting.failure(QmpClosedException.class);
        assertThat(closed).hasMessage("the reconnector of vm1 is closed");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void closeClosesTheLatestClientAndRejectsMoreConnections() {
        Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> connect(), QUICK);
        QmpClient client = monitor.connect(LONG).client();
        monitor.close();
        assertThat(client.isOpen()).isFalse();
        assertThatThrownBy(() -> monitor.connect(LONG)).isInstanceOf(QmpClosedException.class);
        assertThat(attempts).hasValue(1);
    }

    /** A client that can only be closed, and runs a given action then. */
    private static QmpClient closing(Runnable whenClosed) {
        return (QmpClient) Proxy.newProxyInstance(
                QmpClient.class.getClassLoader(), new Class<?>[] {QmpClient.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("close");
                    whenClosed.run();
                    return null;
                });
    }

    @Test
    void aClientThatIsSlowToCloseDoesNotBlockOtherThreads() {
        AtomicReference<Reconnector<QmpClient>> closed = new AtomicReference<>();
        AtomicInteger times = new AtomicInteger();
        QmpClient client = closing(() -> {
            if (times.incrementAndGet() == 1) {
                Caller.run(closed.get()::close).value();
            }
        });
        closed.set(Reconnector.of("vm1", left -> client, QUICK));
        closed.get().connect(LONG);
        Caller.of(() -> closed.get().connect(LONG)).failure(QmpClosedException.class);
        // By the call that asks for a new client, by the concurrent close, and the new client itself.
        assertThat(times).hasValue(3);
    }

    @Test
    void aClientThatConnectsDuringCloseIsClosed() {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Reconnector<QmpClient> monitor = Reconnector.of(
                "vm1",
                left -> {
                    connecting.countDown();
                    await(goOn);
                    return connect();
                },
                QUICK);
        Caller<Reconnector.Connection<QmpClient>> waiting = Caller.of(() -> monitor.connect(LONG));
        await(connecting);
        monitor.close();
        goOn.countDown();
        waiting.failure(QmpClosedException.class);
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
    void anInterruptEndsThePauseAndTheNextCallerConnects() {
        try (Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> connectAtTheThirdAttempt(), NEVER)) {
            Caller<Reconnector.Connection<QmpClient>> waiting = Caller.of(() -> monitor.connect(LONG));
            Await.until("it has failed once", () -> attempts.get() == 1);
            waiting.untilItWaits().interrupt();
            QmpInterruptedException interrupted = waiting.failure(QmpInterruptedException.class);
            assertThat(interrupted).hasMessageContaining("vm1");
            assertThat(waiting.wasInterruptedAtTheEnd()).isTrue();
            attempts.set(2);
            assertThat(monitor.connect(LONG).client().isOpen()).isTrue();
        }
    }

    @Test
    void oneThreadConnectsAtATime() {
        Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> fail(), NEVER);
        Caller<Reconnector.Connection<QmpClient>> waiting = Caller.of(() -> monitor.connect(LONG));
        Await.until("it has failed once", () -> attempts.get() == 1);
        assertThatThrownBy(() -> monitor.connect(Duration.ofMillis(30)))
                .isInstanceOf(QmpConnectTimeoutException.class)
                .hasMessageContainingAll("vm1", "30 ms", "another thread is connecting");
        assertThat(attempts).hasValue(1);
        monitor.close();
        waiting.failure(QmpClosedException.class);
    }

    @Test
    void otherExceptionsAreThrownImmediately() {
        List<RuntimeException> thrown = new ArrayList<>(List.of(new IllegalStateException("not retried")));
        try (Reconnector<QmpClient> monitor = Reconnector.of(
                "vm1",
                left -> {
                    if (!thrown.isEmpty()) {
                        throw thrown.remove(0);
                    }
                    return connect();
                },
                QUICK)) {
            assertThatThrownBy(() -> monitor.connect(LONG)).hasMessage("not retried");
            assertThat(monitor.connect(LONG).client().isOpen()).isTrue();
        }
    }

    @Test
    void aPauseFollowsConnectionsThatDoNotLast() {
        Reconnector<QmpClient> monitor = Reconnector.of("vm1", left -> connect(), NEVER);
        monitor.connect(LONG);
        monitor.connect(LONG);
        Caller<Reconnector.Connection<QmpClient>> pausing =
                Caller.of(() -> monitor.connect(LONG)).untilItWaits();
        assertThat(attempts).hasValue(2);
        monitor.close();
        pausing.failure(QmpClosedException.class);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void anEndpointReconnectsAfterItsMonitorHasGone() {
        try (Peer peer = Peer.listening();
                Reconnector<QmpClient> monitor = Reconnector.to(peer.endpoint(), ConnectOptions.DEFAULT)) {
            QmpClient first = connectOver(peer, monitor, false);
            QmpClient second = connectOver(peer, monitor, true);
            assertThat(first.isOpen()).isFalse();
            assertThat(second.isOpen()).isTrue();
        }
    }

    private static QmpClient connectOver(Peer peer, Reconnector<QmpClient> monitor, boolean reconnected) {
        Caller<Reconnector.Connection<QmpClient>> connecting = Caller.of(() -> monitor.connect(LONG));
        PeerConnection connection = peer.accept();
        connection.send(Conversation.GREETING);
        connection.answer(connection.idOfNext("qmp_capabilities"), "{}");
        Reconnector.Connection<QmpClient> connected = connecting.value();
        assertThat(connected.reconnected()).isEqualTo(reconnected);
        return connected.client();
    }
}
