package org.qmp4j.client;

import javax.net.ssl.SSLContext;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.transport.TlsConnector;

/**
 * TLS over TCP, as in {@code -chardev socket,...,tls-creds=tls0}. Immutable.
 *
 * <p>The peer's certificate must be valid for the host name, unless {@link #withoutHostNameCheck()} was called.
 */
public final class TlsEndpoint implements Endpoint {
    private final TlsConnector connector;

    TlsEndpoint(String host, int port) {
        this(new TlsConnector(host, port));
    }

    TlsEndpoint(TlsConnector connector) {
        this.connector = connector;
    }

    /** This endpoint with certificates of the caller's own: those it trusts, and the one it shows to QEMU. */
    public TlsEndpoint withContext(SSLContext context) {
        return new TlsEndpoint(connector.withContext(context));
    }

    /** This endpoint with any name allowed in a trusted certificate: for certificates that were made without names. */
    public TlsEndpoint withoutHostNameCheck() {
        return new TlsEndpoint(connector.withoutHostNameCheck());
    }

    @Override
    public Connector connector() {
        return connector;
    }

    /** {@code tls:host:4444}. */
    @Override
    public String toString() {
        return connector.toString();
    }
}
