package org.qmp4j.client.framing;

import org.qmp4j.protocol.JsonText;

/** Takes JSON texts as they are complete. */
@FunctionalInterface
public interface FrameSink {
    /**
     * One JSON object.
     *
     * @param json from its first brace to its last; the array is the sink's to keep
     * @param firstNestedEnd where the first object or array inside of it ends, so that no reader has to scan a large one
     *     again: 13 in <code>{"return":{},"id":7}</code>, 0 where there is none
     */
    void frame(byte[] json, int firstNestedEnd);

    /**
     * One JSON object that is so long that it should not be joined by the thread that reads. Unless a sink overrides this,
     * it is joined, and {@link #frame} is called.
     *
     * @param json from its first brace to its last, in several arrays
     * @param outline where its members are
     */
    default void longFrame(JsonText json, Outline outline) {
        frame(json.toByteArray(), 0);
    }
}
