/**
 * What changed between two schemas, as it shows on the wire.
 *
 * <p>In: two resolved schemas. Out: a list of changes. Base types are part of what derives from them, and a type counts
 * only where commands and events lead to it.
 */
@NullMarked
package org.qmp4j.schema.diff;

import org.jspecify.annotations.NullMarked;
