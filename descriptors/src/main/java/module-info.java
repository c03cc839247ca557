/** Endpoints that the JDK has none for: unix sockets that pass file descriptors to QEMU, abstract unix sockets, and vsock. */
module org.qmp4j.descriptors {
    requires transitive org.qmp4j.client;
    requires org.newsclub.net.unix;
    requires com.kohlschutter.junixsocket.nativecommon;
    requires static org.jspecify;

    exports org.qmp4j.descriptors;

    provides org.qmp4j.client.spi.ConnectorProvider with
            org.qmp4j.descriptors.AbstractUnixProvider,
            org.qmp4j.descriptors.VsockProvider;
}
