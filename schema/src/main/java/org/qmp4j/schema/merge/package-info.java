/**
 * Several versions of a schema in one.
 *
 * <p>In: schemas, oldest first. Out: a schema that describes what any of them sends and understands.
 */
@NullMarked
package org.qmp4j.schema.merge;

import org.jspecify.annotations.NullMarked;
