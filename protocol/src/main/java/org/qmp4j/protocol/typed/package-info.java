/**
 * What generated types stand on: reading and writing of JSON, member by member.
 *
 * <p>In: a parser before a value. Out: a generated value, and JSON again. Users see {@link
 * org.qmp4j.protocol.typed.TypedObject} and {@link org.qmp4j.protocol.typed.TypedCommand}; the rest is for generated code.
 * This package must not know any generated type, and uses no reflection.
 */
@NullMarked
package org.qmp4j.protocol.typed;

import org.jspecify.annotations.NullMarked;
