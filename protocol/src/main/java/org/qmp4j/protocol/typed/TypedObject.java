package org.qmp4j.protocol.typed;

import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A generated value that is a JSON object. Immutable. */
public interface TypedObject extends TypedValue {
    /** Writes the members without the braces around them. */
    void writeMembers(JsonGenerator out);

    /**
     * What QEMU sent and no accessor returns, by name. It is written again.
     *
     * <p>These are the members whose value is null or of another type than this build knows; and, if the caller asked to keep
     * them ({@link TypedCommand#keepingUnknownMembers()}, {@link TypedReader#keepingUnknownMembers()}), the members that this
     * build does not know at all.
     */
    Map<String, JsonNode> unknownMembers();

    @Override
    default void write(JsonGenerator out) {
        out.writeStartObject();
        writeMembers(out);
        out.writeEndObject();
    }
}
