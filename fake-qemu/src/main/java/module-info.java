/** A QMP and guest agent server in the JVM, for tests: true to a schema, scripted, with faults, record and replay. */
module org.qmp4j.fake {
    requires transitive org.qmp4j.schema;
    requires org.qmp4j.protocol;
    requires static transitive org.jspecify;

    exports org.qmp4j.fake;
    exports org.qmp4j.fake.script;
}
