package org.qmp4j.protocol.typed;

import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A generated value that is a JSON object. Immutable. */
public interface TypedObject extends TypedValue {
    /** Writes the members without the braces around them. */
    void writeMembers(JsonGenerator out);

    /**
     * Members that QEMU sent and this build does not know, where the caller asked to keep them
     * ({@link TypedCommand#keepingUnknownMembers()}, {@link TypedReader#keepingUnknownMembers()}); else empty. They are
     * written again.
     */
    Map<String, JsonNode> unknownMembers();

    @Override
    default void write(JsonGenerator out) {
        out.writeStartObject();
        writeMembers(out);
        out.writeEndObject();
    }
}
