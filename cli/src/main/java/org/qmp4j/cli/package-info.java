/**
 * The {@code qmp} program: its subcommands and options, its output, its messages and its exit code.
 *
 * <p>In: arguments, standard input, a few environment variables. Out: JSON on standard output, messages on standard
 * error, an {@link org.qmp4j.cli.program.ExitCode}. Each subcommand has a class; {@link org.qmp4j.cli.CommandTree} combines
 * them. This package must not implement the protocol: the client does that.
 *
 * <p>Frequent subcommands copy tokens from a parser to text and build no trees: the program runs for a tenth of a second,
 * so it loads as few classes as possible.
 */
@NullMarked
package org.qmp4j.cli;

import org.jspecify.annotations.NullMarked;
