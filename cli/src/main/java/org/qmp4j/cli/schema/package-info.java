/**
 * Reads schemas from files, and prints schemas as text.
 *
 * <p>In: arguments of the command line and {@link org.qmp4j.schema.model.Schema}. Out: text. This package must not use
 * subcommands or connections.
 */
@NullMarked
package org.qmp4j.cli.schema;

import org.jspecify.annotations.NullMarked;
