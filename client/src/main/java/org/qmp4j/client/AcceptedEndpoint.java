package org.qmp4j.client;

import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.client.transport.Transport;

/**
 * The endpoint of an accepted connection.
 *
 * @param listener where the peer connected to
 */
record AcceptedEndpoint(Endpoint listener) implements Endpoint {
    @Override
    public Transport open(Deadline deadline) {
        throw new QmpConnectException(
                "cannot open " + listener
                        + ": QEMU connects to this address; accept its next connection with QmpListener",
                null);
    }

    @Override
    public String toString() {
        return listener.toString();
    }
}
