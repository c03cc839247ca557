package org.qmp4j.client.transport;

/**
 * A kind of endpoint that another module brings, as a service of {@link java.util.ServiceLoader}: {@link Endpoint#parse}
 * then reads its texts. Called by any thread.
 */
public interface EndpointProvider {
    /**
     * What stands before the first colon of its texts, such as {@code vsock}; none of the client's own. The scheme {@code unix} is
     * asked for abstract sockets only, whose texts begin with {@code @}.
     */
    String scheme();

    /**
     * The endpoint that a text names.
     *
     * @param rest what stands behind the first colon
     * @throws IllegalArgumentException if that is none, with the form that it should have
     */
    Endpoint parse(String rest);
}
