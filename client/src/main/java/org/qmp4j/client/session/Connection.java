package org.qmp4j.client.session;

import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Transport;

/**
 * An open connection.
 *
 * @param connector opened it, and may know why the peer is silent
 */
public record Connection(Connector connector, Transport transport) {}
