/**
 * The tour of {@code qmp try}: finds a QEMU or has it installed, starts it, talks to it as a person would, ends it.
 *
 * <p>In: the environment. Out: a QEMU's answers, with words around them. This package must not know of subcommands and
 * their options.
 */
@NullMarked
package org.qmp4j.cli.tour;

import org.jspecify.annotations.NullMarked;
