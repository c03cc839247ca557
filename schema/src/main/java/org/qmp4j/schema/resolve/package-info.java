/**
 * From the expressions of schema files to a resolved schema: every rule that QEMU's own front end holds a schema to.
 *
 * <p>In: {@link org.qmp4j.schema.source.ParsedSchema}. Out: {@link org.qmp4j.schema.resolve.Resolution}. First each
 * expression is read by its own shape ({@link org.qmp4j.schema.resolve.ExpressionReader}), then all are entered into one
 * table ({@link org.qmp4j.schema.resolve.Declarations}), then they are held against each other
 * ({@link org.qmp4j.schema.resolve.Checks}); so the first refusal of a schema is also QEMU's first. This package must not
 * know of tokens, files or introspection.
 *
 * @see <a href="https://www.qemu.org/docs/master/devel/qapi-code-gen.html#schema-syntax">How to use the QAPI code
 *     generator, "Schema syntax"</a>
 */
@NullMarked
package org.qmp4j.schema.resolve;

import org.jspecify.annotations.NullMarked;
