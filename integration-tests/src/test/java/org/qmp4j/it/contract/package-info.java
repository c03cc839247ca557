/**
 * How the client works with any QEMU: each contract is tested with QEMU itself, by a class {@code Real...IT},
 * and with the fake in several versions, by a class {@code Fake...Test}. So the fake equals QEMU in all that the client
 * uses.
 */
@NullMarked
package org.qmp4j.it.contract;

import org.jspecify.annotations.NullMarked;
