package org.qmp4j.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpEventDecodeException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** Which events a subscription receives, and their content. */
class EventSubscriptionTest {
    private static final String STOP =
            "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 250001}, \"event\": \"STOP\"}";
    private static final String RESUME = "{\"timestamp\": {\"seconds\": 1700000001, \"microseconds\": 0},"
            + " \"event\": \"RESUME\", \"data\": {\"n\": 7}}";
    private static final String RESET =
            "{\"event\": \"RESET\", \"data\": {\"guest\": true, \"reason\": \"guest-reset\"}}";

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    private static List<String> names(List<RawEvent> events) {
        return events.stream().map(RawEvent::name).toList();
    }

    // The reply to a command that is sent after the events shows that the client has read them.
    private void send(String... events) {
        for (String event : events) {
            peer.sendLine(event);
        }
        talk.assertWorks();
    }

    @Test
    void aSubscriptionByOneNameGetsNoOtherEvent() {
        try (EventSubscription<RawEvent> stops = client.events("STOP")) {
            send(RESUME, STOP, RESET, STOP);
            assertThat(names(stops.drain())).containsExactly("STOP", "STOP");
        }
    }

    @Test
    void aSubscriptionBySeveralNamesGetsEventsInOrder() {
        try (EventSubscription<RawEvent> some = client.events("STOP", "RESUME")) {
            send(STOP, RESET, RESUME, STOP);
            assertThat(names(some.drain())).containsExactly("STOP", "RESUME", "STOP");
        }
    }

    @Test
    void aDuplicateNameCountsOnce() {
        try (EventSubscription<RawEvent> stops = client.events("STOP", "STOP")) {
            send(STOP);
            assertThat(names(stops.drain())).containsExactly("STOP");
        }
    }

    @Test
    void aSubscriptionWithoutNamesGetsEveryEvent() {
        try (EventSubscription<RawEvent> all = client.events()) {
            send(STOP, "{\"event\": \"X_NOBODY_KNOWS_THIS\"}", RESUME);
            assertThat(names(all.drain())).containsExactly("STOP", "X_NOBODY_KNOWS_THIS", "RESUME");
        }
    }

    @Test
    void namesMatchOnlyIfTheyAreEqual() {
        try (EventSubscription<RawEvent> stops = client.events("STOP")) {
            send("{\"event\": \"stop\"}", "{\"event\": \"STOPPED\"}", "{\"event\": \"STO\"}");
            assertThat(stops.drain()).isEmpty();
        }
    }

    @Test
    void aSubscriptionByTypeGetsValues() {
        EventType<Integer> type =
                EventType.of("RESUME", event -> event.data().get("n").intValue());
        try (EventSubscription<Integer> numbers = client.events(type)) {
            send(STOP, RESUME);
            assertThat(numbers.drain()).containsExactly(7);
        }
    }

    private record Stopped(String name) {}

    private record Resumed(int n) {}

    private static final EventType<Stopped> STOPPED = EventType.of("STOP", event -> new Stopped(event.name()));
    private static final EventType<Resumed> RESUMED =
            EventType.of("RESUME", event -> new Resumed(event.data().get("n").intValue()));

    @Test
    void aSubscriptionBySeveralTypesGetsValuesInOrder() {
        try (EventSubscription<Record> both = client.events(List.of(STOPPED, RESUMED))) {
            send(STOP, RESET, RESUME, STOP);
            assertThat(both.drain()).containsExactly(new Stopped("STOP"), new Resumed(7), new Stopped("STOP"));
        }
    }

    @Test
    void aSubscriptionBySeveralTypesUsesItsOptions() {
        EventOptions small = EventOptions.DEFAULT.withCapacity(1).withOverflow(OverflowPolicy.DROP_OLDEST);
        try (EventSubscription<Record> both = client.events(List.of(STOPPED, RESUMED), small)) {
            send(STOP, RESUME);
            assertThat(both.dropped()).isOne();
            assertThat(both.drain()).containsExactly(new Resumed(7));
        }
    }

    @Test
    void aDuplicateTypeCountsOnce() {
        try (EventSubscription<Stopped> stops = client.events(List.of(STOPPED, STOPPED))) {
            send(STOP);
            assertThat(stops.drain()).containsExactly(new Stopped("STOP"));
        }
    }

    @Test
    void anEmptyListOfTypesAndTwoTypesWithTheSameNameAreRejected() {
        assertThatThrownBy(() -> client.events(List.<EventType<Stopped>>of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no type of event to subscribe to; events() subscribes to all events");
        EventType<Stopped> other = EventType.of("STOP", event -> new Stopped("other"));
        assertThatThrownBy(() -> client.events(List.of(STOPPED, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two types of event have the name 'STOP'");
    }

    @Test
    void everySubscriptionGetsEveryEvent() {
        try (EventSubscription<RawEvent> one = client.events("STOP");
                EventSubscription<RawEvent> other = client.events("STOP");
                EventSubscription<RawEvent> all = client.events()) {
            send(STOP, STOP);
            assertThat(one.drain()).hasSize(2);
            assertThat(one.drain()).isEmpty();
            assertThat(other.drain()).hasSize(2);
            assertThat(all.drain()).hasSize(2);
        }
    }

    @Test
    void aSubscriptionGetsOnlyLaterEvents() {
        send(STOP);
        try (EventSubscription<RawEvent> late = client.events()) {
            send(RESUME);
            assertThat(names(late.drain())).containsExactly("RESUME");
        }
    }

    @Test
    void aClosedSubscriptionGetsNoMoreEvents() {
        EventSubscription<RawEvent> stops = client.events("STOP");
        assertThat(stops.isOpen()).isTrue();
        send(STOP);
        stops.close();
        stops.close();
        assertThat(stops.isOpen()).isFalse();
        send(STOP);
        assertThat(stops.drain()).hasSize(1);
        assertThat(client.statistics().eventsReceived()).isEqualTo(2);
    }

    @Test
    void eventsThatACommandCausesAreQueuedBeforeItsReply() {
        try (EventSubscription<RawEvent> resumes = client.events("RESUME")) {
            Caller<JsonNode> cont = Caller.of(() -> client.execute(RawCommand.named("cont")));
            String id = peer.idOfNext("cont");
            peer.send(RESUME + "\r\n{\"return\": {}, \"id\": " + id + "}\r\n");
            cont.value();
            assertThat(resumes.poll()).isPresent();
        }
    }

    @Test
    void anEventHasItsTimeInMicrosecondsItsDataAndItsText() {
        try (EventSubscription<RawEvent> all = client.events()) {
            send(STOP, RESUME);
            RawEvent stop = all.poll().orElseThrow();
            assertThat(stop.timestamp()).contains(Instant.parse("2023-11-14T22:13:20.250001Z"));
            assertThat(stop.data().isEmpty()).isTrue();
            assertThat(stop.dataText()).isEmpty();
            assertThat(stop.text().toString()).isEqualTo(STOP);
            assertThat(all.poll().orElseThrow().data().get("n").intValue()).isEqualTo(7);
        }
    }

    @Test
    void aTimeThatQemuCouldNotReadIsAbsent() {
        try (EventSubscription<RawEvent> all = client.events()) {
            send("{\"timestamp\": {\"seconds\": -1, \"microseconds\": -1}, \"event\": \"STOP\"}");
            assertThat(all.poll().orElseThrow().timestamp()).isEmpty();
        }
    }

    @Test
    void anUnreadableEventIsReportedAndTheNextOneIsRead() {
        EventType<Integer> type =
                EventType.of("RESET", event -> event.data().get("guest").intValue());
        EventType<RawEvent> strict = EventType.of("RESET", event -> {
            event.data();
            return event;
        });
        try (EventSubscription<Integer> numbers = client.events(type);
                EventSubscription<RawEvent> trees = client.events(strict)) {
            send("{\"event\": \"RESET\", \"data\": {\"guest\" 1}}", "{\"event\": \"RESET\", \"data\": {\"guest\": 1}}");
            assertThatThrownBy(trees::poll).isInstanceOfSatisfying(QmpEventDecodeException.class, unreadable -> {
                assertThat(unreadable).hasMessageContaining("RESET");
            });
            assertThat(trees.poll()).isPresent();
            assertThatThrownBy(() -> numbers.next(Duration.ofSeconds(1))).isInstanceOf(QmpEventDecodeException.class);
            assertThat(numbers.next(Duration.ofSeconds(1))).isEqualTo(1);
            // An error in the event's own decoder is reported in the same way.
            send("{\"event\": \"RESET\", \"data\": {}}");
            assertThatThrownBy(numbers::poll)
                    .isInstanceOf(QmpEventDecodeException.class)
                    .hasMessageContaining("RESET")
                    .hasCauseInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void earlyEventsBeginBeforeTheGreetingAndContinue() {
        ConnectOptions options = ConnectOptions.builder().subscribe().build();
        String early = STOP + "\r\n" + Conversation.PLAIN_GREETING + RESUME + "\r\n";
        try (Conversation other = Conversation.begin(early, options)) {
            other.peer().sendLine(RESET);
            other.assertWorks();
            assertThat(names(other.client().earlyEvents().orElseThrow().drain()))
                    .containsExactly("STOP", "RESUME", "RESET");
        }
    }

    @Test
    void earlyEventsUseTheirOptions() {
        ConnectOptions options = ConnectOptions.builder()
                .subscribe(new EventOptions(1, OverflowPolicy.DROP_NEWEST), "STOP", "RESET")
                .build();
        String early = STOP + "\r\n" + RESUME + "\r\n" + RESET + "\r\n" + Conversation.PLAIN_GREETING;
        try (Conversation other = Conversation.begin(early, options)) {
            EventSubscription<RawEvent> events = other.client().earlyEvents().orElseThrow();
            assertThat(events.dropped()).isEqualTo(1);
            assertThat(names(events.drain())).containsExactly("STOP");
            assertThat(other.client().earlyEvents().orElseThrow()).isSameAs(events);
        }
    }

    @Test
    void queuedEventsCanBeTakenAfterTheEnd() {
        EventSubscription<RawEvent> all = client.events();
        peer.send(STOP + "\r\n" + RESUME + "\r\n");
        peer.close();
        Await.until("the client has seen the end", () -> !client.isOpen());
        assertThat(all.next(Duration.ofSeconds(1)).name()).isEqualTo("STOP");
        assertThat(names(all.drain())).containsExactly("RESUME");
    }

    @Test
    void aSubscriptionToAClosedClientIsClosed() {
        client.close();
        EventSubscription<RawEvent> all = client.events();
        assertThat(all.isOpen()).isFalse();
        assertThat(all.poll()).isEmpty();
    }
}
