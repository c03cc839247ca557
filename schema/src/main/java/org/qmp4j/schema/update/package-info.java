/**
 * The schema of a version whose source is not known, out of an older one that was read from source and of what a program of
 * the introspection of the newer version.
 *
 * <p>In: two schemas in which the same types have the same names. Out: one that has the structure of source: bases, conditions
 * and widths of integers as in the older one. This package must not know how types get their names.
 */
@NullMarked
package org.qmp4j.schema.update;

import org.jspecify.annotations.NullMarked;
