/** One session with QEMU, qemu-storage-daemon or the guest agent: bytes in, typed answers and events out. */
module org.qmp4j.client {
    requires transitive org.qmp4j.protocol;
    requires static transitive org.jspecify;
    requires static jdk.net;

    exports org.qmp4j.client;
    exports org.qmp4j.client.error;
    exports org.qmp4j.client.event;
    exports org.qmp4j.client.observer;
    exports org.qmp4j.client.transport;

    uses org.qmp4j.client.transport.EndpointProvider;
}
