package org.qmp4j.codegen;

import java.util.stream.Stream;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;

/** Finds the classes for which the compiler warns that they use deprecated classes or methods of other files. */
final class DeprecatedUses {
    private DeprecatedUses() {}

    /** Whether the class of a definition uses something deprecated of another class. A deprecated class gets no such warnings. */
    static boolean in(Definition definition, JavaTypes types) {
        Schema schema = types.schema();
        return !Docs.isDeprecated(definition.attributes())
                && (references(definition, schema).anyMatch(type -> isDeprecated(type, schema))
                        || (definition instanceof ObjectType object && hasDeprecatedTag(object, schema)));
    }

    private static boolean isDeprecated(String type, Schema schema) {
        return Docs.isDeprecated(schema.type(type).attributes());
    }

    // The methods that make a branch set the tag of the base. Accessors and setters that call those of the base are
    // deprecated too.
    private static boolean hasDeprecatedTag(ObjectType object, Schema schema) {
        String tag = object.variants().map(ObjectType.Variants::tag).orElse("");
        return schema.allMembers(object).stream()
                .anyMatch(member -> member.name().equals(tag) && Docs.isDeprecated(member.attributes()));
    }

    private static Stream<String> references(Definition definition, Schema schema) {
        if (definition instanceof Command command) {
            return Stream.concat(
                    command.returns().stream().map(TypeRef::typeName),
                    command.arguments().stream().flatMap(name -> held(name, schema)));
        }
        if (definition instanceof Event event) {
            return event.data().stream().flatMap(name -> held(name, schema));
        }
        return definition instanceof ObjectType object ? ofObject(object, schema) : definition.typeNames();
    }

    // A command or an event has the members of a struct as its own, and holds a union as one value.
    private static Stream<String> held(String name, Schema schema) {
        ObjectType object = schema.object(name);
        return object.variants().isPresent() ? Stream.of(name) : ofObject(object, schema);
    }

    // A union has methods that take what a wrapper contains.
    private static Stream<String> wrapped(String branch, Schema schema) {
        return branch.endsWith("Wrapper") ? ofMembers(schema.object(branch), schema) : Stream.empty();
    }

    private static Stream<String> ofObject(ObjectType object, Schema schema) {
        Stream<String> branches = object.branches().stream()
                .flatMap(branch -> Stream.concat(Stream.of(branch.type()), wrapped(branch.type(), schema)));
        Stream<String> base = object.variants().isPresent() ? object.base().stream() : Stream.empty();
        return Stream.of(ofMembers(object, schema), branches, base).flatMap(all -> all);
    }

    private static Stream<String> ofMembers(ObjectType object, Schema schema) {
        return schema.allMembers(object).stream().map(member -> member.type().typeName());
    }
}
