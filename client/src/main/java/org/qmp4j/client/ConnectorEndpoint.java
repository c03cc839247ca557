package org.qmp4j.client;

import org.qmp4j.client.spi.Connector;

/** An endpoint without options of its own. */
record ConnectorEndpoint(Connector connector) implements Endpoint {
    @Override
    public String toString() {
        return connector.toString();
    }
}
