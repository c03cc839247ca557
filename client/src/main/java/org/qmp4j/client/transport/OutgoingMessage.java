package org.qmp4j.client.transport;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One message on its way out. It is sent whole or not at all: until its first byte is out it may be withdrawn, from then
 * on it is written to its end.
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

    List<FileDescriptor> descriptors() {
        return descriptors;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    boolean started() {
        return started;
    }

    void markStarted() {
        started = true;
    }

    /** Not a byte of it is out after all, and none will be. */
    void markUnsent() {
        started = false;
    }
}
