/**
 * For those who write a transport of their own; all other users need only {@code org.qmp4j.client.Endpoint}.
 *
 * <p>A transport needs two classes: a {@link org.qmp4j.client.spi.Connector} that connects, and the {@link
 * org.qmp4j.client.spi.Transport} that it returns. For a pair of streams the second one exists: {@link
 * org.qmp4j.client.spi.StreamTransport}. A transport that carries messages one by one, for example through another service,
 * implements {@code Transport} itself; it can report that one message failed, with a known outcome. The connector is given to
 * {@code Endpoint.of}. A {@link org.qmp4j.client.spi.ConnectorProvider} makes its address readable for {@code Endpoint.parse}.
 *
 * <p>In: messages as bytes. Out: bytes as they come, in any portions, and the one moment when no more will come. This package
 * must not know of JSON.
 */
@NullMarked
package org.qmp4j.client.spi;

import org.jspecify.annotations.NullMarked;
