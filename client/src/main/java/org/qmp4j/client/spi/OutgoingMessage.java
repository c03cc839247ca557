package org.qmp4j.client.spi;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One message on its way to the peer. It is sent whole or not at all: before its first byte is sent it may be withdrawn, after that
 * it is written to its end.
 */
public final class OutgoingMessage {
    private final ByteBuffer bytes;
    private final List<FileDescriptor> descriptors;
    // Guarded by the lock of the transport that carries it.
    private boolean started;

    /** A message of these bytes, which are not copied and must not be changed any more. */
    public OutgoingMessage(byte[] message) {
        this(message, List.of());
    }

    /**
     * A message of these bytes, together with descriptors that belong to its first byte; for transports that {@linkplain
     * Transport#carriesDescriptors() carry} them.
     */
    public OutgoingMessage(byte[] message, List<FileDescriptor> descriptors) {
        this.bytes = ByteBuffer.wrap(message);
        this.descriptors = List.copyOf(descriptors);
    }

    /** What is sent together with the first byte; empty for nothing. */
    public List<FileDescriptor> descriptors() {
        return descriptors;
    }

    /**
     * The bytes that are not written yet: one JSON text and a newline. The transport moves the position; the array begins with
     * the message and has nothing after it.
     */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Whether {@link #markStarted()} was called: it cannot be withdrawn any more. Only under the transport's lock. */
    public boolean started() {
        return started;
    }

    /** Its first byte was sent, or may have been. Only under the transport's lock. */
    public void markStarted() {
        started = true;
    }

    /** No byte of it was sent, and none will be. Only under the transport's lock. */
    public void markUnsent() {
        started = false;
    }
}
