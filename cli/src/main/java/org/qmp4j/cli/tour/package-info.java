/**
 * The tour of {@code qmp try}: finds or installs a QEMU, starts it, sends commands to it, and ends it.
 *
 * <p>In: the environment. Out: command lines and their output, with explanations. This package must not use subcommands
 * and their options.
 */
@NullMarked
package org.qmp4j.cli.tour;

import org.jspecify.annotations.NullMarked;
