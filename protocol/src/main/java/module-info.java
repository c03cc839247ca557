/** Commands, events, open enums and errors of QEMU's protocols as values and interfaces; no I/O. */
module org.qmp4j.protocol {
    requires transitive tools.jackson.core;
    requires transitive tools.jackson.databind;
    requires static transitive org.jspecify;

    exports org.qmp4j.protocol;
    exports org.qmp4j.protocol.typed;
}
