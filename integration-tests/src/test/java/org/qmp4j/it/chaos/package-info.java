/**
 * Chaos: random programs of calls, timeouts, cancels, interrupts, faults and disconnects between the client and the fake, and
 * what has to hold in all of them. Each depends on its seed, so that it can be told again; the threads that it runs in do not.
 */
@NullMarked
package org.qmp4j.it.chaos;

import org.jspecify.annotations.NullMarked;
