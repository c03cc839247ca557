/**
 * A schema as Java source.
 *
 * <p>In: a {@link org.qmp4j.schema.model.Schema}. Out: one Java file for each of its types, commands and events. This
 * package must not know where the schema came from, nor where the files go.
 */
@NullMarked
package org.qmp4j.codegen;

import org.jspecify.annotations.NullMarked;
