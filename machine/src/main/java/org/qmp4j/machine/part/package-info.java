/**
 * The parts of a machine, one class for each kind.
 *
 * <p>In: choices. Out: arguments of a command line, and what they need (an overlay, a listening socket, a
 * helper process). This package must not know how a machine is started.
 */
@NullMarked
package org.qmp4j.machine.part;

import org.jspecify.annotations.NullMarked;
