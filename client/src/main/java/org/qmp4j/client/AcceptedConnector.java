package org.qmp4j.client;

import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;

/**
 * The connector of a connection that was accepted, which cannot be opened.
 *
 * @param listener where the peer connected to
 */
record AcceptedConnector(Endpoint listener) implements Connector {
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
