package org.qmp4j.descriptors;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.ConnectorProvider;

/** Reads {@code vsock:CID:PORT}; {@link java.util.ServiceLoader} finds it. */
public final class VsockProvider implements ConnectorProvider {
    private static final Pattern CID_AND_PORT = Pattern.compile("(\\d{1,10}):(\\d{1,10})");

    /** Called by {@link java.util.ServiceLoader}. */
    public VsockProvider() {}

    @Override
    public String scheme() {
        return "vsock";
    }

    @Override
    public Connector parse(String rest) {
        Matcher parts = CID_AND_PORT.matcher(rest);
        if (!parts.matches()) {
            throw new IllegalArgumentException("cannot read CID and port in 'vsock:" + rest
                    + "': write vsock:CID:PORT in numbers, as in vsock:3:1234");
        }
        return Descriptors.vsock(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)))
                .connector();
    }
}
