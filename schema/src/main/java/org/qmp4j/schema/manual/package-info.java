/**
 * QEMU's reference manual as a schema.
 *
 * <p>In: the text of an HTML page. Out: {@link org.qmp4j.schema.model.Schema}.
 */
@NullMarked
package org.qmp4j.schema.manual;

import org.jspecify.annotations.NullMarked;
