/**
 * Parsers under arbitrary bytes, each beside another parser that must agree. {@code scripts/fuzz} makes up inputs; as tests
 * the classes run the inputs in their folders, where whatever once was wrong is kept.
 */
@NullMarked
package org.qmp4j.fuzz;

import org.jspecify.annotations.NullMarked;
