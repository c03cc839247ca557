/** Generated commands, events and types on real QEMU. */
@NullMarked
package org.qmp4j.it.typed;

import org.jspecify.annotations.NullMarked;
