/**
 * Disk images, by qemu-img.
 *
 * <p>In: paths and sizes. Out: files, and what qemu-img tells of them; errors with its words. This package must not know
 * of machines.
 */
@NullMarked
package org.qmp4j.machine.image;

import org.jspecify.annotations.NullMarked;
