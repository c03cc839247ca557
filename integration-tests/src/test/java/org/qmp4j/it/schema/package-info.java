/** Compares how qmp4j reads QEMU's schemas with QEMU's own front end and its test cases. */
@NullMarked
package org.qmp4j.it.schema;

import org.jspecify.annotations.NullMarked;
