/**
 * Schemas as facts: names, types, flags, versions, and no sentences.
 *
 * <p>In and out: {@link org.qmp4j.schema.model.Schema}, and lines of JSON with the keys of the schema language.
 */
@NullMarked
package org.qmp4j.schema.facts;

import org.jspecify.annotations.NullMarked;
