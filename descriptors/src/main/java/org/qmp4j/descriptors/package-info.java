/**
 * Connections that the JDK's own sockets do not do for: unix sockets that pass open files to QEMU, abstract unix
 * sockets, and vsock.
 *
 * <p>In: the path of a unix socket, the name of an abstract one, or a CID and a port. Out: an {@link org.qmp4j.client.Endpoint}. All use of
 * junixsocket is in here; nothing of it is seen outside.
 */
@NullMarked
package org.qmp4j.descriptors;

import org.jspecify.annotations.NullMarked;
