/** The commands, events and types of QEMU and qemu-storage-daemon, generated from their schema. */
module org.qmp4j.qemu {
    requires transitive org.qmp4j.protocol;
    requires static transitive org.jspecify;

    exports org.qmp4j.qemu;
    exports org.qmp4j.qemu.command;
    exports org.qmp4j.qemu.event;
    exports org.qmp4j.qemu.type;
}
