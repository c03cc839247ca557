/** What qmp4j makes of QEMU's schemas, held against QEMU's own front end and its test cases. */
@NullMarked
package org.qmp4j.it.schema;

import org.jspecify.annotations.NullMarked;
