/** Open files, sockets and pipes that are passed to real QEMU. */
@NullMarked
package org.qmp4j.it.descriptors;

import org.jspecify.annotations.NullMarked;
