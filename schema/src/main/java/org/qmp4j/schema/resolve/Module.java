package org.qmp4j.schema.resolve;

import java.util.List;

/**
 * A file of a schema, and its content.
 *
 * @param name its path from the folder of the file that was asked for; {@code ./builtin} for the predefined types
 * @param declarations in the order in which QEMU would generate code for them
 */
record Module(String name, List<Declaration> declarations) {
    /** The module of the predefined types. */
    static final String BUILTIN = "./builtin";

    /** Copies the list. */
    Module {
        declarations = List.copyOf(declarations);
    }
}
