/**
 * Connections that bytes alone do not do for: unix sockets that pass open files to QEMU.
 *
 * <p>In: the path of a unix socket. Out: an {@link org.qmp4j.client.transport.Endpoint}. All
 * use of junixsocket is in here; nothing of it is seen outside.
 */
@NullMarked
package org.qmp4j.descriptors;

import org.jspecify.annotations.NullMarked;
