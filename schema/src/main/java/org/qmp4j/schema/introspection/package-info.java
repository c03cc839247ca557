/**
 * Introspection of QEMU, as JSON and as a schema.
 *
 * <p>In and out: the list that {@code query-qmp-schema} returns, and {@link org.qmp4j.schema.model.Schema}.
 */
@NullMarked
package org.qmp4j.schema.introspection;

import org.jspecify.annotations.NullMarked;
