/**
 * Recorded conversations: the messages of a client and a QEMU as lines of JSON, and how to replay them. Knows
 * no sockets.
 */
@NullMarked
package org.qmp4j.fake.record;

import org.jspecify.annotations.NullMarked;
