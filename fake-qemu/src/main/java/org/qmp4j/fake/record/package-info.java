/**
 * Conversations on paper: what a client and a QEMU have said, as lines of JSON, and what can be said again from them. Knows
 * no sockets.
 */
@NullMarked
package org.qmp4j.fake.record;

import org.jspecify.annotations.NullMarked;
