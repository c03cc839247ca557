package org.qmp4j.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpEventTimeoutException;
import org.qmp4j.client.error.QmpEventsLostException;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.RawEvent;

/** A subscription is full when it holds many events, and also when its events are large. */
class EventQueueBytesTest {
    private static final Duration NOW = Duration.ofMillis(1);
    private static final int EACH = 300_000;

    private final Conversation talk = Conversation.begin();

    @AfterEach
    void end() {
        talk.close();
    }

    /** Three of these fit into the smallest limit, 1 MiB. */
    private void send(int first, int last) {
        for (int n = first; n <= last; n++) {
            talk.peer().sendLine("{\"event\": \"N" + n + "\", \"data\": {\"x\": \"" + "x".repeat(EACH) + "\"}}");
        }
        talk.assertWorks();
    }

    private EventSubscription<RawEvent> subscribe(OverflowPolicy overflow) {
        return talk.client().events(new EventOptions(100, overflow));
    }

    private static List<String> items(EventSubscription<RawEvent> events) {
        List<String> items = new ArrayList<>();
        try {
            while (true) {
                EventItem<RawEvent> item = events.nextItem(NOW);
                items.add(
                        item instanceof EventItem.Event<RawEvent> event
                                ? event.event().name()
                                : "gap of " + ((EventItem.Gap<RawEvent>) item).dropped());
            }
        } catch (QmpEventTimeoutException empty) {
            return items;
        }
    }

    @Test
    void theBoundGrowsWithTheCapacity() {
        assertThat(EventOptions.DEFAULT.maxBytes()).isEqualTo(10_240_000);
        assertThat(EventOptions.DEFAULT.withCapacity(1).maxBytes()).isEqualTo(1_048_576);
        assertThat(EventOptions.DEFAULT.withCapacity(Integer.MAX_VALUE).maxBytes())
                .isEqualTo(1024L * Integer.MAX_VALUE);
    }

    @Test
    void largeEventsDisplaceTheOldest() {
        try (EventSubscription<RawEvent> events = subscribe(OverflowPolicy.DROP_OLDEST)) {
            send(1, 5);
            assertThat(events.dropped()).isEqualTo(2);
            assertThat(items(events)).containsExactly("gap of 2", "N3", "N4", "N5");
            send(6, 8);
            assertThat(items(events)).containsExactly("N6", "N7", "N8");
        }
    }

    @Test
    void aLargeEventCanDisplaceSeveralEvents() {
        try (EventSubscription<RawEvent> events = subscribe(OverflowPolicy.DROP_OLDEST)) {
            send(1, 3);
            talk.peer().sendLine("{\"event\": \"LARGE\", \"data\": \"" + "x".repeat(600_000) + "\"}");
            talk.assertWorks();
            assertThat(items(events)).containsExactly("gap of 2", "N3", "LARGE");
            assertThat(talk.client().statistics().eventsDropped()).isEqualTo(2);
        }
    }

    @Test
    void anEventLargerThanTheBoundIsKeptAlone() {
        try (EventSubscription<RawEvent> events = subscribe(OverflowPolicy.DROP_OLDEST)) {
            send(1, 2);
            talk.peer().sendLine("{\"event\": \"LARGE\", \"data\": \"" + "x".repeat(2_000_000) + "\"}");
            talk.assertWorks();
            assertThat(items(events)).containsExactly("gap of 2", "LARGE");
        }
    }

    @Test
    void withDropNewestTheNewestAreDropped() {
        try (EventSubscription<RawEvent> events = subscribe(OverflowPolicy.DROP_NEWEST)) {
            send(1, 5);
            assertThat(items(events)).containsExactly("N1", "N2", "N3", "gap of 2");
            send(6, 6);
            assertThat(items(events)).containsExactly("N6");
        }
    }

    @Test
    void aSubscriptionThatMustNotLoseEventsIsClosed() {
        try (EventSubscription<RawEvent> events = subscribe(OverflowPolicy.FAIL)) {
            send(1, 4);
            assertThat(events.drain()).hasSize(3);
            assertThatThrownBy(() -> events.next(NOW))
                    .isInstanceOf(QmpEventsLostException.class)
                    .hasMessageContaining("1048576 bytes");
        }
    }
}
