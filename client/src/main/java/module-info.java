/** One session with QEMU, qemu-storage-daemon or the guest agent: bytes in, typed answers and events out. */
@SuppressWarnings("module") // The module that some packages are exported to comes later in the build.
module org.qmp4j.client {
    requires transitive org.qmp4j.protocol;
    requires static transitive org.jspecify;
    requires static jdk.net;

    exports org.qmp4j.client;
    exports org.qmp4j.client.error;
    exports org.qmp4j.client.event;
    exports org.qmp4j.client.observer;
    exports org.qmp4j.client.options;
    exports org.qmp4j.client.spi;
    // Sockets, child processes, and OwnedFuture: no part of what users see.
    exports org.qmp4j.client.transport to
            org.qmp4j.descriptors,
            org.qmp4j.machine;
    exports org.qmp4j.client.process to
            org.qmp4j.machine;
    exports org.qmp4j.client.thread to
            org.qmp4j.machine;

    uses org.qmp4j.client.spi.ConnectorProvider;
}
