/**
 * The client's own transports: unix and TCP sockets, TLS, a child's standard input and output, an inherited descriptor.
 *
 * <p>In: an address and messages as bytes. Out: a {@link org.qmp4j.client.spi.Transport}. This package must not know of JSON.
 *
 * <p>There are two kinds: {@link org.qmp4j.client.transport.SocketTransport} on non-blocking sockets, all served by one
 * thread, and {@link org.qmp4j.client.spi.StreamTransport} on any pair of streams, with two threads of its own.
 */
@NullMarked
package org.qmp4j.client.transport;

import org.jspecify.annotations.NullMarked;
