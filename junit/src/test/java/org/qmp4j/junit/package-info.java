/** The extension on the oldest JUnit that it works with, without a QEMU. */
@NullMarked
package org.qmp4j.junit;

import org.jspecify.annotations.NullMarked;
