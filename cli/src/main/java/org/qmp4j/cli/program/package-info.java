/**
 * The environment of the program: streams, environment variables, exit codes, and tasks to run when a signal ends it.
 *
 * <p>In: the process. Out: text on standard output and standard error. This package must not use subcommands.
 */
@NullMarked
package org.qmp4j.cli.program;

import org.jspecify.annotations.NullMarked;
