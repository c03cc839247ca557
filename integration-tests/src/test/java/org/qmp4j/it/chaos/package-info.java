/**
 * Chaos: random programs of calls, timeouts, cancels, interrupts, faults and disconnects between the client and the fake, and
 * what must hold in all of them. A program depends only on its seed, so it can be repeated; thread timing can differ.
 */
@NullMarked
package org.qmp4j.it.chaos;

import org.jspecify.annotations.NullMarked;
