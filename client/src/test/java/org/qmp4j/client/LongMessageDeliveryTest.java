package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** A message that is passed on in pieces must arrive complete. */
class LongMessageDeliveryTest {
    private static final int TIMES = 400_000;
    private static final String SPELLED = "ab\\u00e9".repeat(TIMES);
    private static final String LONG = "ab\u00e9".repeat(TIMES);

    @Test
    void theCallerDecodesALongReply() {
        try (Conversation talk = Conversation.begin()) {
            Caller<JsonNode> call = Caller.of(() -> talk.client().execute(RawCommand.named("x")));
            String id = talk.peer().idOfNext("x");
            talk.peer().sendLine("{\"return\": {\"a\": \"" + SPELLED + "\"}, \"id\": " + id + "}");
            assertThat(call.value().get("a").stringValue().equals(LONG)).isTrue();
            talk.assertWorks();
        }
    }

    @Test
    void theReceiverDecodesALongEvent() {
        String json = "{\"event\": \"E\", \"data\": {\"a\": \"" + SPELLED + "\"}}";
        try (Conversation talk = Conversation.begin();
                EventSubscription<RawEvent> events = talk.client().events()) {
            talk.peer().sendLine(json);
            RawEvent event = events.next(Await.PATIENCE);
            assertThat(event.name()).isEqualTo("E");
            assertThat(event.data().get("a").stringValue().equals(LONG)).isTrue();
            assertThat(event.text().toString().equals(json)).isTrue();
        }
    }
}
