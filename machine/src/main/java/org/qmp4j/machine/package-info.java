/**
 * A QEMU process: built from parts, started, watched and stopped.
 *
 * <p>In: parts and arguments. Out: a running machine with its monitor, its consoles and its guest agent, and how it ended.
 * This package must not know of tests or of the command line of {@code qmp}.
 */
@NullMarked
package org.qmp4j.machine;

import org.jspecify.annotations.NullMarked;
