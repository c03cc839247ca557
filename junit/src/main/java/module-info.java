/** JUnit tests with a QEMU: machines that boot once and are reset, a matrix of versions, files where a test fails. */
module org.qmp4j.junit {
    requires transitive org.qmp4j.machine;
    requires transitive org.qmp4j.fake;
    requires org.qmp4j.qemu;
    requires java.desktop;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.commons;
    requires org.opentest4j;
    requires static transitive org.jspecify;

    exports org.qmp4j.junit;

    opens org.qmp4j.junit.extension to
            org.junit.platform.commons;
}
