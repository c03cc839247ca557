/**
 * Schema files as text, before anything is known of what they define.
 *
 * <p>In: files of the QAPI schema language. Out: {@link org.qmp4j.schema.source.ParsedSchema}, the expressions and
 * documentation comments of a file and of all that it includes. This package must not know what a command or a type is.
 *
 * @see <a href="https://www.qemu.org/docs/master/devel/qapi-code-gen.html#schema-syntax">How to use the QAPI code
 *     generator, "Schema syntax"</a>
 */
@NullMarked
package org.qmp4j.schema.source;

import org.jspecify.annotations.NullMarked;
