/**
 * The schema of a version whose source is not known, out of an older one that was read from source and of what a program of
 * the newer version tells of itself.
 *
 * <p>In: two schemas in which the same types bear the same names. Out: one that has the shape of source: bases, conditions
 * and widths of integers as the older one has them. This package must not know how types come by their names.
 */
@NullMarked
package org.qmp4j.schema.update;

import org.jspecify.annotations.NullMarked;
