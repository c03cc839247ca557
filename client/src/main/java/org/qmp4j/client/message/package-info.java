/**
 * One JSON text to a greeting, a success, a failure or an event; and a command to bytes.
 *
 * <p>In: a JSON text as bytes, a {@link org.qmp4j.protocol.Command}. Out: {@link org.qmp4j.client.message.Message} with
 * the parts that matter found and the rest still undecoded, and bytes that QEMU is sure to answer. This package must not
 * know of connections or of which call a message belongs to.
 */
@NullMarked
package org.qmp4j.client.message;

import org.jspecify.annotations.NullMarked;
