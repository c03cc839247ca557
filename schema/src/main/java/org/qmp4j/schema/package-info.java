/**
 * Schemas of QEMU, read and put to use.
 *
 * <p>In: schema files of a QEMU source tree, or the answer to {@code query-qmp-schema}. Out: one resolved
 * {@link org.qmp4j.schema.model.Schema}, what changed between two of them, and whether a command is valid against one.
 * This module must not know of clients or of Java source: it reads files and JSON that others fetched.
 */
@NullMarked
package org.qmp4j.schema;

import org.jspecify.annotations.NullMarked;
