/** A program that asks a QEMU how it is. */
module com.example.vmstatus {
    requires org.qmp4j.client;
}
