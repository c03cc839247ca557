package org.qmp4j.fake.session;

import java.time.Instant;
import java.util.Optional;
import org.qmp4j.fake.script.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Messages as JSON. */
final class Messages {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Messages() {}

    static ObjectNode success(JsonNode value, Optional<JsonNode> id) {
        ObjectNode message = NODES.objectNode();
        message.set("return", value);
        id.ifPresent(known -> message.set("id", known));
        return message;
    }

    static ObjectNode failure(Answer.Failed failed, Optional<JsonNode> id) {
        ObjectNode message = NODES.objectNode();
        id.ifPresent(known -> message.set("id", known));
        message.putObject("error").put("class", failed.errorClass()).put("desc", failed.description());
        return message;
    }

    static ObjectNode event(Answer.Emitted event, Instant now) {
        ObjectNode message = NODES.objectNode();
        message.putObject("timestamp").put("seconds", now.getEpochSecond()).put("microseconds", now.getNano() / 1_000);
        message.put("event", event.name());
        if (!event.data().isEmpty()) {
            message.set("data", event.data());
        }
        return message;
    }
}
