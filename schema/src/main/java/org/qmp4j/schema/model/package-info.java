/**
 * A resolved schema as values: the commands, events and types, independent of where they were read from.
 *
 * <p>Types refer to each other by name ({@link org.qmp4j.schema.model.TypeRef}), because they may be recursive;
 * {@link org.qmp4j.schema.model.Schema} looks names up. Everything is immutable.
 */
@NullMarked
package org.qmp4j.schema.model;

import org.jspecify.annotations.NullMarked;
