/** Endpoints that can pass file descriptors to QEMU. */
module org.qmp4j.descriptors {
    requires transitive org.qmp4j.client;
    requires org.newsclub.net.unix;
    requires com.kohlschutter.junixsocket.nativecommon;
    requires static org.jspecify;

    exports org.qmp4j.descriptors;
}
