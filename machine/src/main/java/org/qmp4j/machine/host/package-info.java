/**
 * The QEMUs that this host has, and what each can do.
 *
 * <p>In: folders. Out: programs with their versions and abilities, or why there is none. This package must not know of
 * machines.
 */
@NullMarked
package org.qmp4j.machine.host;

import org.jspecify.annotations.NullMarked;
