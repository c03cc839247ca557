package org.qmp4j.client.framing;

/** Takes JSON texts as they are complete. */
@FunctionalInterface
public interface FrameSink {
    /**
     * One JSON object.
     *
     * @param json from its first brace to its last; the array is the sink's to keep
     * @param firstNestedEnd where the first object or array inside of it ends, so that nobody has to pass over a large one
     *     again: 13 in <code>{"return":{},"id":7}</code>, 0 where there is none
     */
    void frame(byte[] json, int firstNestedEnd);
}
