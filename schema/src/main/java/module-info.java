/** QEMU's schemas: read from source or introspection, compared, and used to check commands. */
module org.qmp4j.schema {
    requires transitive tools.jackson.core;
    requires transitive tools.jackson.databind;
    requires static transitive org.jspecify;

    exports org.qmp4j.schema;
    exports org.qmp4j.schema.facts;
    exports org.qmp4j.schema.model;
}
