package org.qmp4j.client.spi;

/**
 * Adds a kind of address to {@code Endpoint.parse}. A service of {@link java.util.ServiceLoader}. Called by any thread.
 */
public interface ConnectorProvider {
    /**
     * The text before the first colon of such an address, for example {@code vsock}. It must differ from the schemes of the client
     * itself. A provider for {@code unix} is asked for abstract sockets only, whose texts begin with {@code @}.
     */
    String scheme();

    /**
     * Reads an address.
     *
     * @param rest the text after the first colon
     * @throws IllegalArgumentException if the text is not valid; the message shows the form that it should have
     */
    Connector parse(String rest);
}
