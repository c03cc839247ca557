package org.qmp4j.it;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** A late reader of events finds all of them, as far as a test can show this without filling QEMU's memory. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class EventBacklogIT {
    private static final int ROUNDS = 2_500;

    /** STOP and RESUME in turn: 5,000 events and some 450 KB, far more than a socket's buffer holds. */
    private static void flood(QmpClient client) {
        List<RawCommand> twice = List.of(RawCommand.named("stop"), RawCommand.named("cont"));
        client.executeAll(
                nCopies(ROUNDS, twice).stream().flatMap(List::stream).toList(), CallOptions.timeout(Await.PATIENCE));
    }

    private static List<String> everyRound() {
        return nCopies(ROUNDS, List.of("STOP", "RESUME")).stream()
                .flatMap(List::stream)
                .toList();
    }

    @Test
    @DisplayName("fact 16: a client that does not read for thousands of events loses none")
    void fact16_aClientThatDoesNotReadLosesNoEvent() throws Exception {
        try (RealQemu qemu = RealQemu.start("-qmp", "unix:{}/late,server=on,wait=off");
                QmpClient client = QmpClient.connect(qemu.endpoint());
                RawSocket late = RawSocket.negotiated(qemu.path("late"))) {
            flood(client);
            List<String> events = new ArrayList<>();
            for (int i = 0; i < 2 * ROUNDS; i++) {
                events.add(late.message().path("event").asString());
            }
            assertThat(events).isEqualTo(everyRound());
            late.send("{\"execute\":\"query-name\",\"id\":1}");
            JsonNode answer = late.message();
            assertThat(answer.has("return")).isTrue();
        }
    }

    @Test
    @DisplayName("fact 16: a subscriber that reads thousands of events late finds all of them, and delays no reply")
    void fact16_aLateSubscriberGetsEveryEvent() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> events = client.events()) {
            flood(client);
            assertThat(Stream.generate(() -> events.next(Await.PATIENCE))
                            .limit(2L * ROUNDS)
                            .map(RawEvent::name)
                            .toList())
                    .isEqualTo(everyRound());
            assertThat(events.poll()).isEmpty();
            assertThat(events.dropped()).isZero();
        }
    }
}
