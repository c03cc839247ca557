/** The commands and types of the guest agent, generated from its schema. */
module org.qmp4j.guestagent {
    requires transitive org.qmp4j.protocol;
    requires static transitive org.jspecify;

    exports org.qmp4j.guestagent;
    exports org.qmp4j.guestagent.command;
    exports org.qmp4j.guestagent.type;
}
