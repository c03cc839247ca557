package org.qmp4j.client.session;

import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message that the caller made; only its id is replaced. */
public final class RawMessage {
    private final ObjectNode message;
    private final String name;
    private final boolean outOfBand;

    private RawMessage(ObjectNode message, String name, boolean outOfBand) {
        this.message = message;
        this.name = name;
        this.outOfBand = outOfBand;
    }

    /**
     * Checks a message: it must be an object that names a command.
     *
     * @throws QmpInvalidCommandException if it is not an object, or names no command
     */
    public static RawMessage of(JsonNode message) {
        if (!(message instanceof ObjectNode object)) {
            throw new QmpInvalidCommandException(
                    "a message is a JSON object such as {\"execute\": \"query-status\"}, not " + message.getNodeType(),
                    "",
                    "",
                    null);
        }
        boolean outOfBand = object.has("exec-oob");
        JsonNode name = object.path(outOfBand ? "exec-oob" : "execute");
        if (!name.isString()) {
            throw new QmpInvalidCommandException(
                    "a message names its command: {\"execute\": \"query-status\"}", "", "execute", null);
        }
        return new RawMessage(object, name.stringValue(), outOfBand);
    }

    /** The name of the command. */
    public String name() {
        return name;
    }

    /** Whether the message asks for out-of-band execution, as {@code exec-oob}. */
    public boolean outOfBand() {
        return outOfBand;
    }

    void writeMembers(JsonGenerator out) {
        message.properties().forEach(member -> {
            if (!member.getKey().equals("id")) {
                out.writeName(member.getKey());
                QmpJson.write(out, member.getValue());
            }
        });
    }

    /** The reply with the id that the caller's message had, or without an id if it had none. */
    JsonNode answer(JsonParser in) {
        ObjectNode answer = (ObjectNode) QmpJson.read(in);
        @Nullable JsonNode id = message.get("id");
        if (id == null) {
            answer.remove("id");
        } else {
            answer.set("id", id);
        }
        return answer;
    }
}
