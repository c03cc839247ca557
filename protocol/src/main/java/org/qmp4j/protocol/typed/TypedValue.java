package org.qmp4j.protocol.typed;

import tools.jackson.core.JsonGenerator;

/** A generated value that writes itself as JSON. Immutable. */
public interface TypedValue {
    /** Writes the value, the same JSON that it was read from. */
    void write(JsonGenerator out);
}
