package org.qmp4j.schema.model;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a schema defines: a type, a command or an event. */
public sealed interface Definition permits Type, Command, Event {
    /** Its name; types may share one with a command or an event. In introspection the name of a type is a number. */
    String name();

    /** Features, condition, remarks and place. */
    Attributes attributes();

    /** The same with these attributes. Built-in types have none, and stay as they are. */
    Definition withAttributes(Attributes attributes);

    /** The same with other names for the types that it refers to. */
    Definition withTypeNames(UnaryOperator<String> newNames);

    /** The names of the types that it refers to: {@link TypeRef#typeName()}. */
    Stream<String> typeNames();
}
