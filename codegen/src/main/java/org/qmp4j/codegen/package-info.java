/**
 * Generates Java source from a schema.
 *
 * <p>In: a {@link org.qmp4j.schema.model.Schema}. Out: one Java file for each of its types, commands and events. This
 * package must not depend on the source of the schema, or on the destination of the files.
 */
@NullMarked
package org.qmp4j.codegen;

import org.jspecify.annotations.NullMarked;
