package org.qmp4j.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/**
 * Other names for the types of a schema.
 *
 * @param names by the names that the types have
 */
record Renaming(Map<String, String> names) {
    /** The commands and events of a schema, and those types, with the other names. */
    Schema of(Schema schema, Collection<Type> types) {
        List<Definition> definitions = new ArrayList<>();
        types.forEach(type -> definitions.add(of(type)));
        for (Command command : schema.commands().values()) {
            definitions.add(new Command(
                    command.name(),
                    command.arguments().map(this::nameOf),
                    command.returns().map(this::of),
                    command.flags(),
                    command.attributes()));
        }
        for (Event event : schema.events().values()) {
            definitions.add(new Event(event.name(), event.data().map(this::nameOf), event.boxed(), event.attributes()));
        }
        return new Schema(definitions);
    }

    private Type of(Type type) {
        String name = nameOf(type.name());
        if (type instanceof EnumType values) {
            return new EnumType(name, values.prefix(), values.values(), values.attributes());
        }
        if (type instanceof AlternateType alternate) {
            return new AlternateType(
                    name,
                    alternate.alternatives().stream()
                            .map(one -> new AlternateType.Alternative(one.name(), of(one.type()), one.attributes()))
                            .toList(),
                    alternate.attributes());
        }
        return type instanceof ObjectType object ? of(object, name) : type;
    }

    private ObjectType of(ObjectType object, String name) {
        return new ObjectType(
                name,
                name.startsWith("q_obj_"),
                object.base().map(this::nameOf),
                object.members().stream()
                        .map(member -> new ObjectType.Member(
                                member.name(), of(member.type()), member.optional(), member.attributes()))
                        .toList(),
                object.variants()
                        .map(variants -> new ObjectType.Variants(
                                variants.tag(),
                                variants.branches().stream()
                                        .map(branch -> new ObjectType.Branch(
                                                branch.value(), nameOf(branch.type()), branch.attributes()))
                                        .toList())),
                object.attributes());
    }

    private TypeRef of(TypeRef type) {
        return type instanceof TypeRef.ListOf list
                ? new TypeRef.ListOf(of(list.element()))
                : TypeRef.named(nameOf(((TypeRef.Named) type).name()));
    }

    private String nameOf(String type) {
        return names.getOrDefault(type, type);
    }
}
