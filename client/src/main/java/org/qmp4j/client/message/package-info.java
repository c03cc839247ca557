/**
 * Reads a JSON object as a greeting, a success, a failure or an event; and encodes commands.
 *
 * <p>In: a {@link org.qmp4j.client.framing.Frame}, a {@link org.qmp4j.protocol.Command}. Out: a {@link
 * org.qmp4j.client.message.Message} whose large parts are not decoded, and bytes that QEMU answers with an id. This
 * package must not know connections, or the call that a message belongs to.
 */
@NullMarked
package org.qmp4j.client.message;

import org.jspecify.annotations.NullMarked;
