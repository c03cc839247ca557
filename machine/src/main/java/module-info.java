/** A QEMU process: found on the host, started, watched and ended. */
module org.qmp4j.machine {
    requires transitive org.qmp4j.client;
    requires transitive org.qmp4j.qemu;
    requires static transitive org.jspecify;

    exports org.qmp4j.machine;
    exports org.qmp4j.machine.error;
    exports org.qmp4j.machine.host;
    exports org.qmp4j.machine.image;
    exports org.qmp4j.machine.part;
}
