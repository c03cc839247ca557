/**
 * Schemas for people: where one comes from, and how it is shown.
 *
 * <p>In: words of the command line and {@link org.qmp4j.schema.model.Schema}. Out: text. This package must not know of
 * subcommands or of connections.
 */
@NullMarked
package org.qmp4j.cli.schema;

import org.jspecify.annotations.NullMarked;
