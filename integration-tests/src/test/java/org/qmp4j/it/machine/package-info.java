/** Machines started, watched and ended, with the kernel's books in /proc as the oracle. */
@NullMarked
package org.qmp4j.it.machine;

import org.jspecify.annotations.NullMarked;
