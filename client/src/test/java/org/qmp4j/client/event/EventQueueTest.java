package org.qmp4j.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpEventTimeoutException;
import org.qmp4j.client.error.QmpEventsLostException;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.EventType;

/** Which events a full subscription drops, and how it shows the gap. */
class EventQueueTest {
    private static final EventType<Integer> NUMBER =
            EventType.of("N", event -> event.data().get("n").intValue());
    private static final Duration NOW = Duration.ofMillis(1);

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();

    @AfterEach
    void end() {
        talk.close();
    }

    private void send(int first, int last) {
        for (int n = first; n <= last; n++) {
            talk.peer().sendLine("{\"event\": \"N\", \"data\": {\"n\": " + n + "}}");
        }
        talk.assertWorks();
    }

    private EventSubscription<Integer> subscribe(int capacity, OverflowPolicy overflow) {
        return client.events(NUMBER, new EventOptions(capacity, overflow));
    }

    private static List<String> items(EventSubscription<Integer> numbers) {
        List<String> items = new ArrayList<>();
        try {
            while (true) {
                items.add(shown(numbers.nextItem(NOW)));
            }
        } catch (QmpEventTimeoutException empty) {
            return items;
        }
    }

    private static String shown(EventItem<Integer> item) {
        return item instanceof EventItem.Event<Integer> event
                ? event.event().toString()
                : "gap of " + ((EventItem.Gap<Integer>) item).dropped();
    }

    @Test
    void upToItsCapacityASubscriptionDropsNothing() {
        try (EventSubscription<Integer> numbers = subscribe(3, OverflowPolicy.DROP_OLDEST)) {
            send(1, 3);
            assertThat(items(numbers)).containsExactly("1", "2", "3");
            send(4, 6);
            assertThat(items(numbers)).containsExactly("4", "5", "6");
            assertThat(numbers.dropped()).isZero();
        }
    }

    @Test
    void withDropOldestTheGapComesFirst() {
        try (EventSubscription<Integer> numbers = subscribe(2, OverflowPolicy.DROP_OLDEST)) {
            send(1, 5);
            assertThat(numbers.dropped()).isEqualTo(3);
            assertThat(items(numbers)).containsExactly("gap of 3", "4", "5");
        }
    }

    @Test
    void aGapAtTheFrontGrowsUntilItIsTaken() {
        try (EventSubscription<Integer> numbers = subscribe(2, OverflowPolicy.DROP_OLDEST)) {
            send(1, 3);
            send(4, 4);
            assertThat(shown(numbers.nextItem(NOW))).isEqualTo("gap of 2");
            send(5, 5);
            assertThat(items(numbers)).containsExactly("gap of 1", "4", "5");
            assertThat(numbers.dropped()).isEqualTo(3);
        }
    }

    @Test
    void withDropNewestTheGapComesLast() {
        try (EventSubscription<Integer> numbers = subscribe(2, OverflowPolicy.DROP_NEWEST)) {
            send(1, 5);
            assertThat(numbers.dropped()).isEqualTo(3);
            assertThat(items(numbers)).containsExactly("1", "2", "gap of 3");
        }
    }

    @Test
    void aGapStaysBetweenTheEventsAroundIt() {
        try (EventSubscription<Integer> numbers = subscribe(3, OverflowPolicy.DROP_NEWEST)) {
            send(1, 4);
            assertThat(numbers.next(NOW)).isEqualTo(1);
            send(5, 6);
            assertThat(items(numbers)).containsExactly("2", "3", "gap of 1", "5", "gap of 1");
            send(7, 7);
            assertThat(items(numbers)).containsExactly("7");
        }
    }

    @Test
    void aGapDoesNotCountTowardsTheCapacity() {
        try (EventSubscription<Integer> numbers = subscribe(2, OverflowPolicy.DROP_NEWEST)) {
            send(1, 3);
            assertThat(numbers.next(NOW)).isEqualTo(1);
            send(4, 4);
            assertThat(numbers.dropped()).isEqualTo(1);
            assertThat(items(numbers)).containsExactly("2", "gap of 1", "4");
        }
    }

    @Test
    void methodsThatReturnEventsSkipGaps() {
        try (EventSubscription<Integer> numbers = subscribe(1, OverflowPolicy.DROP_OLDEST)) {
            send(1, 2);
            assertThat(numbers.next(NOW)).isEqualTo(2);
            send(3, 4);
            assertThat(numbers.poll()).contains(4);
            send(5, 6);
            assertThat(numbers.drain()).containsExactly(6);
            send(7, 8);
            assertThat(numbers.await(n -> true, NOW)).isEqualTo(8);
            send(9, 10);
            assertThat(numbers.iterator().next()).isEqualTo(10);
            assertThat(numbers.poll()).isEmpty();
        }
    }

    @Test
    void ifNothingMayBeDroppedTheSubscriptionEndsAfterItsQueuedEvents() {
        try (EventSubscription<Integer> numbers = subscribe(2, OverflowPolicy.FAIL)) {
            send(1, 4);
            assertThat(numbers.isOpen()).isFalse();
            assertThat(numbers.next(NOW)).isEqualTo(1);
            assertThat(numbers.next(NOW)).isEqualTo(2);
            assertThatThrownBy(() -> numbers.next(NOW))
                    .isInstanceOf(QmpEventsLostException.class)
                    .hasMessageContainingAll("more than 2 events", "N on unix:/");
            assertThatThrownBy(() -> numbers.nextItem(NOW)).isInstanceOf(QmpEventsLostException.class);
            assertThat(numbers.dropped()).isPositive();
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void anIteratorOverASubscriptionThatLostEventsEndsWithTheLoss() {
        try (EventSubscription<Integer> numbers = subscribe(1, OverflowPolicy.FAIL)) {
            send(1, 2);
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> numbers.forEach(seen::add)).isInstanceOf(QmpEventsLostException.class);
            assertThat(seen).containsExactly(1);
            assertThatThrownBy(() -> numbers.stream().count()).isInstanceOf(QmpEventsLostException.class);
        }
    }

    @Test
    void theLossEndsAWait() {
        try (EventSubscription<Integer> numbers = subscribe(1, OverflowPolicy.FAIL)) {
            Caller<Integer> waiting = Caller.of(() -> numbers.await(n -> n > 100, Duration.ofMinutes(5)));
            waiting.untilItWaits();
            // In one write, so that they arrive faster than the test takes them.
            StringBuilder burst = new StringBuilder();
            for (int n = 0; n < 100; n++) {
                burst.append("{\"event\": \"N\", \"data\": {\"n\": 1}}\n");
            }
            talk.peer().send(burst.toString());
            waiting.failure(QmpEventsLostException.class);
        }
    }

    @Test
    void aFullSubscriptionDoesNotAffectAnother() {
        try (EventSubscription<Integer> small = subscribe(1, OverflowPolicy.DROP_OLDEST);
                EventSubscription<Integer> strict = subscribe(1, OverflowPolicy.FAIL);
                EventSubscription<Integer> large = subscribe(10, OverflowPolicy.DROP_OLDEST)) {
            send(1, 3);
            assertThat(large.drain()).containsExactly(1, 2, 3);
            assertThat(small.drain()).containsExactly(3);
            assertThat(strict.drain()).containsExactly(1);
            assertThat(large.dropped()).isZero();
        }
    }

    @Test
    void drainReturnsEvenIfEventsArriveAsFastAsTheyAreTaken() {
        EventType<Long> echo = EventType.of("N", event -> {
            long received = client.statistics().eventsReceived();
            if (received < 10) {
                talk.peer().sendLine("{\"event\": \"N\"}");
                Await.until(
                        "one more event has arrived", () -> client.statistics().eventsReceived() > received);
                talk.assertWorks();
            }
            return received;
        });
        try (EventSubscription<Long> numbers = client.events(echo)) {
            send(1, 2);
            assertThat(numbers.drain()).containsExactly(2L, 3L);
            assertThat(numbers.drain()).containsExactly(4L, 5L);
        }
    }

    @Test
    void clearCountsEventsButNotGaps() {
        try (EventSubscription<Integer> numbers = subscribe(2, OverflowPolicy.DROP_OLDEST)) {
            send(1, 5);
            assertThat(numbers.clear()).isEqualTo(2);
            assertThat(items(numbers)).isEmpty();
            assertThat(numbers.clear()).isZero();
            assertThat(numbers.dropped()).isEqualTo(3);
        }
    }

    @Test
    void droppedEventsAreAlsoCountedForTheConnection() {
        try (EventSubscription<Integer> oldest = subscribe(1, OverflowPolicy.DROP_OLDEST);
                EventSubscription<Integer> newest = subscribe(2, OverflowPolicy.DROP_NEWEST)) {
            send(1, 4);
            assertThat(oldest.dropped()).isEqualTo(3);
            assertThat(newest.dropped()).isEqualTo(2);
            assertThat(client.statistics().eventsReceived()).isEqualTo(4);
            assertThat(client.statistics().eventsDropped()).isEqualTo(5);
        }
    }

    @Test
    void byDefaultTenThousandEventsAreQueued() {
        assertThat(EventOptions.DEFAULT.capacity()).isEqualTo(10_000);
        assertThat(EventOptions.DEFAULT.overflow()).isEqualTo(OverflowPolicy.DROP_OLDEST);
        assertThat(EventOptions.DEFAULT.withCapacity(3).withOverflow(OverflowPolicy.FAIL))
                .isEqualTo(new EventOptions(3, OverflowPolicy.FAIL));
    }

    @Test
    void aCapacityOfZeroIsRejected() {
        assertThatThrownBy(() -> new EventOptions(0, OverflowPolicy.FAIL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> EventOptions.DEFAULT.withCapacity(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
