package org.qmp4j.client.framing;

/** Receives the frames of a connection. */
@FunctionalInterface
public interface FrameSink {
    /** A JSON object is complete. */
    void frame(Frame frame);
}
