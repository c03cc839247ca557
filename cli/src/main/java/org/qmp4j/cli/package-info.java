/**
 * The {@code qmp} program: what a person types, and what goes to standard output, to standard error and into the exit
 * code.
 *
 * <p>In: words, standard input, a few environment variables. Out: JSON on standard output, words for people on standard
 * error, an {@link org.qmp4j.cli.program.ExitCode}. One class for each subcommand; {@link org.qmp4j.cli.CommandTree} puts them
 * together. This package must not know how bytes become answers: that is the client's.
 *
 * <p>The plain paths copy tokens from parser to text and build no trees: a program that runs for a tenth of a second
 * loads as little as it can.
 */
@NullMarked
package org.qmp4j.cli;

import org.jspecify.annotations.NullMarked;
