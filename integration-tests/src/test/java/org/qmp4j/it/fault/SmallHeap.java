package org.qmp4j.it.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** A program that a test runs in a separate JVM with little memory; it prints each result in a line. */
final class SmallHeap {
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE.multipliedBy(2));

    private SmallHeap() {}

    /** Arguments: what to do, and the peer's endpoint. */
    public static void main(String... arguments) {
        Endpoint endpoint = Endpoint.parse(arguments[1]);
        switch (arguments[0]) {
            case "answers" -> takeAnswers(endpoint);
            case "events" -> leaveEvents(endpoint);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static QmpClient connect(Endpoint endpoint) {
        return QmpClient.connect(
                endpoint,
                ConnectOptions.builder().connectTimeout(Await.PATIENCE).build());
    }

    /** Sends a command in a new session each time, until a reply is empty. Keeps the closed clients. */
    private static void takeAnswers(Endpoint endpoint) {
        List<QmpClient> kept = new ArrayList<>();
        for (int length = 1; length > 0; ) {
            try (QmpClient client = connect(endpoint)) {
                kept.add(client);
                String text = client.execute(RawCommand.named("large"), PATIENT).asString();
                length = text.length();
                say("answer of " + length + ", hash " + text.hashCode());
                say("next answer " + client.execute(RawCommand.named("next"), PATIENT));
            } catch (QmpCallException failed) {
                say(failed.getClass().getSimpleName() + " " + failed.outcome() + ": " + failed.getMessage());
            }
        }
        say(kept.size() + " sessions");
    }

    private static void leaveEvents(Endpoint endpoint) {
        try (QmpClient client = connect(endpoint);
                EventSubscription<RawEvent> events = client.events()) {
            for (String command : new String[] {"flood", "more", "last"}) {
                JsonNode answer = client.execute(RawCommand.named(command), PATIENT);
                say(answer + " and " + client.statistics().eventsReceived() + " events");
            }
            say(describe(events.nextItem(Duration.ofSeconds(1))));
            say(describe(events.nextItem(Duration.ofSeconds(1))));
            say("left " + events.drain().size() + ", dropped " + events.dropped());
        }
    }

    private static String describe(EventItem<RawEvent> item) {
        return item instanceof EventItem.Gap<RawEvent> gap
                ? "gap of " + gap.dropped()
                : "event " + ((EventItem.Event<RawEvent>) item).event().data();
    }

    // The test reads this line.
    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
    }
}
