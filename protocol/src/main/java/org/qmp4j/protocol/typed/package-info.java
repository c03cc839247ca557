/**
 * The base of generated types: they read and write JSON with it, member by member.
 *
 * <p>In: a parser before a value. Out: a generated value, and JSON again. Callers use {@link org.qmp4j.protocol.typed.TypedValue},
 * {@link org.qmp4j.protocol.typed.TypedObject} and {@link org.qmp4j.protocol.typed.TypedCommand}; the other classes are for generated
 * code. This package must not use any generated type, and uses no reflection.
 */
@NullMarked
package org.qmp4j.protocol.typed;

import org.jspecify.annotations.NullMarked;
