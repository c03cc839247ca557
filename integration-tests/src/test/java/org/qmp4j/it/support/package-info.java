/**
 * The tools of the tests: QEMU's programs as child processes, sockets without the client, waiting with a timeout.
 *
 * <p>Nothing here uses the client's framing or sessions: it is the tests' oracle.
 */
@NullMarked
package org.qmp4j.it.support;

import org.jspecify.annotations.NullMarked;
