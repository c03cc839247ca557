/**
 * Child processes that end with this JVM, however it ends, and the private folders that they live in.
 *
 * <p>In: words of a command line. Out: a process, what it said, how it ended. This package must not know what a QEMU is.
 */
@NullMarked
package org.qmp4j.machine.process;

import org.jspecify.annotations.NullMarked;
