/** The JUnit extension on real QEMU: with a tiny Linux where a guest matters. */
@NullMarked
package org.qmp4j.it.junit;

import org.jspecify.annotations.NullMarked;
