/** Tests against real QEMU, through the client as its users see it. Facts are numbered as in docs/qemu-facts.md. */
@NullMarked
package org.qmp4j.it;

import org.jspecify.annotations.NullMarked;
