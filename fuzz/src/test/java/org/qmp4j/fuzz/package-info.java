/**
 * Parsers with arbitrary bytes, each compared with another parser. {@code scripts/fuzz} generates inputs; as tests
 * the classes run the inputs in their folders, which keep every input that once failed.
 */
@NullMarked
package org.qmp4j.fuzz;

import org.jspecify.annotations.NullMarked;
