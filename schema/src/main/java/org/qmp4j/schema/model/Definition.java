package org.qmp4j.schema.model;

/** What a schema defines: a type, a command or an event. */
public sealed interface Definition permits Type, Command, Event {
    /** Its name; types may share one with a command or an event. In introspection the name of a type is a number. */
    String name();

    /** Features, condition, remarks and place. */
    Attributes attributes();
}
