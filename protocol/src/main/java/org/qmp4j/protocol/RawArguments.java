package org.qmp4j.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of an untyped command: an immutable map in the order of insertion. */
record RawArguments(Map<String, JsonNode> members) {
    static final RawArguments NONE = new RawArguments(Map.of());

    static RawArguments of(JsonNode object) {
        if (!(object instanceof ObjectNode)) {
            throw new IllegalArgumentException("arguments must be a JSON object, not " + object.getNodeType());
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties()
                .forEach(
                        member -> members.put(member.getKey(), member.getValue().deepCopy()));
        return new RawArguments(members);
    }

    RawArguments with(String key, @Nullable Object value) {
        Map<String, JsonNode> more = new LinkedHashMap<>(members);
        more.put(Objects.requireNonNull(key), JsonValues.tree(key, value));
        return new RawArguments(more);
    }

    void write(JsonGenerator out) {
        out.writeStartObject();
        members.forEach((name, value) -> {
            out.writeName(name);
            QmpJson.write(out, value);
        });
        out.writeEndObject();
    }

    /** A space and these arguments of a command without their secrets; empty without arguments. */
    String shown(String command) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.forEach(object::set);
        return members.isEmpty() ? "" : " " + Secrets.inArguments(command).maskArguments(object);
    }

    @Override
    public String toString() {
        return shown("");
    }
}
