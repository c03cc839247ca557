/** Compares the fake with QEMU itself: their output for the same bytes. */
@NullMarked
package org.qmp4j.it.fake;

import org.jspecify.annotations.NullMarked;
