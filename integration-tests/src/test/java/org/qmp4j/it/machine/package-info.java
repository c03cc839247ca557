/** Machines are started, watched and ended; the oracle is the kernel's /proc. */
@NullMarked
package org.qmp4j.it.machine;

import org.jspecify.annotations.NullMarked;
