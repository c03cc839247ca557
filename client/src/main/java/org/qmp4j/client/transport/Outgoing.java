package org.qmp4j.client.transport;

import java.nio.ByteBuffer;

/**
 * One message on its way out. It is sent whole or not at all: until its first byte is out it may be withdrawn, from then
 * on it is written to its end.
 */
public final class Outgoing {
    private final ByteBuffer bytes;
    // Guarded by the lock of the transport that carries it.
    private boolean started;

    /** A message of these bytes, which are not copied and must not be changed any more. */
    public Outgoing(byte[] message) {
        this.bytes = ByteBuffer.wrap(message);
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
}
