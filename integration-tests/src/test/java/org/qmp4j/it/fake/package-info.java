/** The fake beside QEMU itself: what both say to the same bytes. */
@NullMarked
package org.qmp4j.it.fake;

import org.jspecify.annotations.NullMarked;
