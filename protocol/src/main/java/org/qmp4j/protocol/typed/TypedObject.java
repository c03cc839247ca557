package org.qmp4j.protocol.typed;

import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A generated value that is a JSON object. Immutable. */
public interface TypedObject extends TypedValue {
    /** Writes the members without the braces around them. */
    void writeMembers(JsonGenerator out);

    /**
     * The members of the JSON that no accessor returns, by name. They are written again unchanged.
     *
     * <p>These are the members whose value is null or has another type than this build expects. With {@link
     * TypedCommand#keepingUnknownMembers()}, {@link TypedReader#keepingUnknownMembers()} and {@code fromJson} these are also the
     * members that this build does not know.
     */
    Map<String, JsonNode> unknownMembers();

    @Override
    default void write(JsonGenerator out) {
        out.writeStartObject();
        writeMembers(out);
        out.writeEndObject();
    }
}
