/** All commands of QEMU as methods, and all events as constants. The classes of commands, events and types are in the packages below. */
@NullMarked
package org.qmp4j.qemu;

import org.jspecify.annotations.NullMarked;
