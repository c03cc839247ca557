/**
 * The messages of the QEMU Machine Protocol and of the guest agent protocol, as values.
 *
 * <p>In: JSON. Out: commands ({@link org.qmp4j.protocol.QmpCommand},
 * {@link org.qmp4j.protocol.GuestAgentCommand}), events ({@link org.qmp4j.protocol.EventType},
 * {@link org.qmp4j.protocol.RawEvent}), open enums and outcomes. This package must not know of sockets, threads or
 * sessions: the same command value works on any client.
 *
 * <p>All classes are immutable, and threads can share their objects.
 */
@NullMarked
package org.qmp4j.protocol;

import org.jspecify.annotations.NullMarked;
