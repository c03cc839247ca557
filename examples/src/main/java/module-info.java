/** The code of the README and of the guide: each Java sample there is a region of a file here. */
module org.qmp4j.examples {
    requires java.net.http;
    requires org.newsclub.net.unix;
    requires org.qmp4j.client;
    requires org.qmp4j.descriptors;
    requires org.qmp4j.fake;
    requires org.qmp4j.guestagent;
    requires org.qmp4j.machine;
    requires org.qmp4j.qemu;
    requires org.qmp4j.schema;
}
