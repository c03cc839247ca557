package org.qmp4j.schema;

/**
 * How strictly a schema's documentation is held to its style. The structure is held to the same rules always, save where
 * QEMU's versions differ.
 */
public enum Dialect {
    /** As QEMU 7.2 does. */
    QEMU_7_2,
    /** As QEMU 10.0 does. */
    QEMU_10_0,
    /** As QEMU 10.2 does. */
    QEMU_10_2,
    /** Documentation of any style, pragmas of any version: for reading trees of any age. */
    LENIENT
}
