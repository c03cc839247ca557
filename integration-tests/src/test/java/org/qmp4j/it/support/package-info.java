/**
 * What the tests stand on: QEMU's programs as child processes, sockets without the client, waiting with a deadline.
 *
 * <p>Nothing here uses the client's framing or sessions: it is the tests' oracle.
 */
@NullMarked
package org.qmp4j.it.support;

import org.jspecify.annotations.NullMarked;
