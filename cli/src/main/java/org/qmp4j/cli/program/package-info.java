/**
 * What every program has: streams, environment variables, an exit code, and something to clean up when a signal comes.
 *
 * <p>In: the process. Out: text on standard output and standard error. This package must not know of subcommands.
 */
@NullMarked
package org.qmp4j.cli.program;

import org.jspecify.annotations.NullMarked;
