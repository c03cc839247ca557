/** A program that prints the status of a QEMU. */
module com.example.vmstatus {
    requires org.qmp4j.client;
    requires org.qmp4j.qemu;
}
