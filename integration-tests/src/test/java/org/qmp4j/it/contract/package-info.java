/**
 * What the client does with a QEMU, whichever that is: each contract is held against QEMU itself, by a class {@code Real...IT},
 * and against the fake in several versions, by a class {@code Fake...Test}. So the fake is as true as QEMU where the client
 * looks.
 */
@NullMarked
package org.qmp4j.it.contract;

import org.jspecify.annotations.NullMarked;
