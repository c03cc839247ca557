/**
 * Bytes in, bytes out, over a unix or TCP socket, TLS, a child's standard input and output, or an inherited descriptor.
 *
 * <p>In: an {@link org.qmp4j.client.transport.Endpoint} and messages as bytes. Out: bytes as they come, in any portions,
 * and the one moment when no more will come. This package must not know of JSON.
 *
 * <p>There are two kinds: {@link org.qmp4j.client.transport.SocketTransport} on non-blocking sockets, all served by one
 * thread, and {@link org.qmp4j.client.transport.StreamTransport} on any pair of streams, with two threads of its own.
 */
@NullMarked
package org.qmp4j.client.transport;

import org.jspecify.annotations.NullMarked;
