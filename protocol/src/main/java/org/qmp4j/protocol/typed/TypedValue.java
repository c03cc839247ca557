package org.qmp4j.protocol.typed;

import tools.jackson.core.JsonGenerator;

/** A generated value that writes itself as JSON. Immutable. */
public interface TypedValue {
    /** Writes the value, the same JSON that it was read from. */
    void write(JsonGenerator out);

    /**
     * Appends the text of {@code toString()}. A value that holds others appends their text too, so the work is in proportion to the
     * text, however deep it is nested.
     */
    default void appendTo(StringBuilder text) {
        text.append(this);
    }
}
