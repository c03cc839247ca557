/**
 * The client as its users meet it: {@link org.qmp4j.client.QmpClient} for QEMU and qemu-storage-daemon, {@link
 * org.qmp4j.client.GuestAgentClient} for the guest agent, {@link org.qmp4j.client.QmpListener} for a QEMU that dials in.
 *
 * <p>In: an {@link org.qmp4j.client.Endpoint} and commands. Out: typed answers, events, exceptions with an
 * outcome. Session, message, framing and transport are below it and do not know this package.
 */
@NullMarked
package org.qmp4j.client;

import org.jspecify.annotations.NullMarked;
