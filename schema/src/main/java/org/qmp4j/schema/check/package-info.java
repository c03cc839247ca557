/**
 * Whether the arguments of a command are what a schema asks for.
 *
 * <p>In: a resolved schema and JSON. Out: the first problem, in the order in which QEMU would find it. This package
 * must not know where the schema came from.
 */
@NullMarked
package org.qmp4j.schema.check;

import org.jspecify.annotations.NullMarked;
