/** One session with QEMU, qemu-storage-daemon or the guest agent: bytes in, typed answers and events out. */
@SuppressWarnings("module")
module org.qmp4j.client {
    requires transitive org.qmp4j.protocol;
    requires static transitive org.jspecify;
    requires static jdk.net;

    exports org.qmp4j.client;
    exports org.qmp4j.client.error;
    exports org.qmp4j.client.event;
    exports org.qmp4j.client.observer;
    exports org.qmp4j.client.transport;
    // For OwnedFuture, which is no part of what users see.
    exports org.qmp4j.client.thread to
            org.qmp4j.machine;

    uses org.qmp4j.client.transport.EndpointProvider;
}
