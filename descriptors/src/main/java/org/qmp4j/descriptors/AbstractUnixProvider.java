package org.qmp4j.descriptors;

import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.ConnectorProvider;

/** Reads {@code unix:@NAME}; {@link java.util.ServiceLoader} finds it. */
public final class AbstractUnixProvider implements ConnectorProvider {
    /** Called by {@link java.util.ServiceLoader}. */
    public AbstractUnixProvider() {}

    @Override
    public String scheme() {
        return "unix";
    }

    @Override
    public Connector parse(String rest) {
        if (!rest.startsWith("@")) {
            throw new IllegalArgumentException("no abstract unix socket: '" + rest + "'; write @NAME");
        }
        return Descriptors.abstractUnix(rest.substring(1)).connector();
    }
}
