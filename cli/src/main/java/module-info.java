/** The {@code qmp} program. */
module org.qmp4j.cli {
    requires org.qmp4j.client;
    requires info.picocli;
    requires static org.jspecify;

    opens org.qmp4j.cli to
            info.picocli;
}
