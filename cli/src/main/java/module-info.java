/** The {@code qmp} program. */
module org.qmp4j.cli {
    requires org.qmp4j.client;
    requires org.qmp4j.fake;
    requires org.qmp4j.machine;
    requires org.qmp4j.schema;
    requires info.picocli;
    requires static org.jspecify;

    opens org.qmp4j.cli to
            info.picocli;
    opens org.qmp4j.cli.schema to
            info.picocli;
}
