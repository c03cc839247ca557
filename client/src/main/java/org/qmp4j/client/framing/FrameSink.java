package org.qmp4j.client.framing;

/** Takes JSON texts as they are complete. */
@FunctionalInterface
public interface FrameSink {
    /** One JSON object, from its first brace to its last; the array is the sink's to keep. */
    void frame(byte[] json);
}
