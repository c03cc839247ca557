/**
 * Disk images, by qemu-img.
 *
 * <p>In: paths and sizes. Out: files, and information about them; errors with the output of qemu-img. This package must not know
 * of machines.
 */
@NullMarked
package org.qmp4j.machine.image;

import org.jspecify.annotations.NullMarked;
