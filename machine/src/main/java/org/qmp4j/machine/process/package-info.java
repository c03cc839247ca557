/**
 * Child processes that end with this JVM, however it ends, and their private folders.
 *
 * <p>In: a command line. Out: a process, its output, its exit. This package must not know what a QEMU is.
 */
@NullMarked
package org.qmp4j.machine.process;

import org.jspecify.annotations.NullMarked;
