package org.qmp4j.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpEventTimeoutException;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.RawEvent;

/** Waiting for events: how and when the wait ends. */
class EventWaitingTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    private static String event(String name) {
        return "{\"event\": \"" + name + "\"}\r\n";
    }

    @Test
    void anEventWakesAWaitingThread() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        Caller<RawEvent> waiting = Caller.of(() -> stops.next(LONG)).untilItWaits();
        peer.send(event("RESUME"));
        peer.send(event("STOP"));
        assertThat(waiting.value().name()).isEqualTo("STOP");
    }

    @Test
    void theTimeoutMessageHasTheEventTheEndpointAndTheTime() {
        EventSubscription<RawEvent> some = client.events("STOP");
        assertThatThrownBy(() -> some.next(SHORT)).isInstanceOfSatisfying(QmpEventTimeoutException.class, late -> {
            assertThat(late)
                    .hasMessage(
                            "no event within 30 ms: STOP on " + talk.client().peer());
        });
        assertThatThrownBy(() -> client.events().nextItem(SHORT))
                .isInstanceOf(QmpEventTimeoutException.class)
                .hasMessageContaining("any on unix:/");
        peer.send(event("STOP"));
        assertThat(some.next(LONG).name()).isEqualTo("STOP");
    }

    @Test
    void aQueuedEventIsReturnedWhateverTheTimeout() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        peer.send(event("STOP") + event("STOP"));
        talk.assertWorks();
        assertThat(stops.next(Duration.ZERO).name()).isEqualTo("STOP");
        assertThat(stops.next(Duration.ofSeconds(-1)).name()).isEqualTo("STOP");
        assertThatThrownBy(() -> stops.next(Duration.ZERO)).isInstanceOf(QmpEventTimeoutException.class);
    }

    @Test
    void aVeryLongTimeoutIsAccepted() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        Caller<RawEvent> waiting = Caller.of(() -> stops.next(Duration.ofSeconds(Long.MAX_VALUE)));
        waiting.untilItWaits();
        peer.send(event("STOP"));
        assertThat(waiting.value().name()).isEqualTo("STOP");
    }

    @Test
    void awaitDiscardsTheEventsBeforeTheMatch() {
        EventSubscription<RawEvent> all = client.events();
        peer.send(event("A") + event("B") + event("C"));
        talk.assertWorks();
        assertThat(all.await(event -> event.name().equals("B"), LONG).name()).isEqualTo("B");
        assertThat(all.poll().orElseThrow().name()).isEqualTo("C");
    }

    @Test
    void otherEventsDoNotExtendTheTimeout() {
        EventSubscription<RawEvent> all = client.events();
        peer.send(event("A") + event("B"));
        assertThatThrownBy(() -> all.await(event -> event.name().equals("C"), SHORT))
                .isInstanceOf(QmpEventTimeoutException.class)
                .hasMessageContaining("30 ms");
    }

    @Test
    void closingASubscriptionWakesAllItsWaitingThreads() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        Caller<RawEvent> one = Caller.of(() -> stops.next(LONG)).untilItWaits();
        Caller<EventItem<RawEvent>> other =
                Caller.of(() -> stops.nextItem(LONG)).untilItWaits();
        Caller<Boolean> iterating = Caller.of(() -> stops.iterator().hasNext()).untilItWaits();
        stops.close();
        QmpEventsClosedException closed = one.failure(QmpEventsClosedException.class);
        assertThat(closed).hasMessageContainingAll("this subscription is closed", "STOP on unix:/");
        other.failure(QmpEventsClosedException.class);
        assertThat(iterating.value()).isFalse();
        talk.assertWorks();
    }

    @Test
    void closingTheClientWakesAllWaitingThreads() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        EventSubscription<RawEvent> all = client.events();
        Caller<RawEvent> one = Caller.of(() -> stops.next(LONG)).untilItWaits();
        Caller<RawEvent> other =
                Caller.of(() -> all.await(event -> false, LONG)).untilItWaits();
        Caller<Long> counting = Caller.of(() -> all.stream().count()).untilItWaits();
        client.close();
        assertThat(one.failure(QmpEventsClosedException.class))
                .hasMessageContaining("this program closed the connection to unix:/");
        other.failure(QmpEventsClosedException.class);
        assertThat(counting.value()).isZero();
        assertThat(stops.isOpen()).isFalse();
    }

    @Test
    void theEndOfThePeerWakesAWaitingThreadWithTheReason() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        Caller<RawEvent> waiting = Caller.of(() -> stops.next(LONG)).untilItWaits();
        peer.send("{\"event\": \"SHUTDOWN\", \"data\": {\"guest\": false, \"reason\": \"host-qmp-quit\"}}\r\n");
        peer.close();
        QmpEventsClosedException gone = waiting.failure(QmpEventsClosedException.class);
        assertThat(gone).hasMessageContainingAll("closed the connection", "SHUTDOWN (host-qmp-quit)");
    }

    @Test
    void aProtocolViolationEndsTheWaitAsItsCause() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        Caller<RawEvent> waiting = Caller.of(() -> stops.next(LONG)).untilItWaits();
        peer.send("what?\r\n");
        assertThat(waiting.failure(QmpEventsClosedException.class))
                .hasMessageContaining("does not speak QMP")
                .hasRootCauseMessage("expected a JSON object, found: \"what?\\x0d\\x0a\"");
    }

    @Test
    void theStackTraceHasTheWaitingCaller() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        client.close();
        assertThatThrownBy(() -> stops.next(LONG))
                .satisfies(failure -> assertThat(failure.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(EventWaitingTest.class.getName())));
    }

    @Test
    void anInterruptEndsOnlyTheWait() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        Caller<RawEvent> waiting = Caller.of(() -> stops.next(LONG)).untilItWaits();
        waiting.interrupt();
        QmpInterruptedException interrupted = waiting.failure(QmpInterruptedException.class);
        assertThat(interrupted).hasMessageContainingAll("waiting for events", "STOP on unix:/");
        assertThat(waiting.wasInterruptedAtTheEnd()).isTrue();
        peer.send(event("STOP"));
        assertThat(stops.next(LONG).name()).isEqualTo("STOP");
    }

    @Test
    void anInterruptEndsAnIteration() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        Caller<Boolean> iterating = Caller.of(() -> stops.iterator().hasNext()).untilItWaits();
        iterating.interrupt();
        iterating.failure(QmpInterruptedException.class);
        assertThat(iterating.wasInterruptedAtTheEnd()).isTrue();
    }

    @Test
    void anIterationReturnsQueuedEventsAndEndsWithTheConnection() {
        EventSubscription<RawEvent> all = client.events();
        peer.send(event("A"));
        Caller<List<String>> iterating = Caller.of(() -> {
            List<String> names = new ArrayList<>();
            all.forEach(event -> names.add(event.name()));
            return names;
        });
        peer.send(event("B") + event("C"));
        peer.close();
        assertThat(iterating.value()).containsExactly("A", "B", "C");
    }

    @Test
    void anIteratorTakesOneEventAheadAndReportsTheEnd() {
        EventSubscription<RawEvent> all = client.events();
        peer.send(event("A"));
        talk.assertWorks();
        Iterator<RawEvent> iterator = all.iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.next().name()).isEqualTo("A");
        all.close();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aStreamTakesOnlyTheRequestedEvents() {
        EventSubscription<RawEvent> all = client.events();
        peer.send(event("A") + event("B") + event("C"));
        assertThat(all.stream().map(RawEvent::name).limit(2)).containsExactly("A", "B");
        all.stream().close();
        assertThat(all.isOpen()).isTrue();
        assertThat(all.next(LONG).name()).isEqualTo("C");
    }

    @Test
    void eachEventGoesToOneOfTheWaitingThreads() {
        EventSubscription<RawEvent> all = client.events();
        List<Caller<RawEvent>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(Caller.of(() -> all.next(LONG)).untilItWaits());
        }
        peer.send(event("A") + event("B") + event("C") + event("D"));
        assertThat(waiting.stream().map(caller -> caller.value().name())).containsExactlyInAnyOrder("A", "B", "C", "D");
        assertThat(all.poll()).isEmpty();
    }
}
