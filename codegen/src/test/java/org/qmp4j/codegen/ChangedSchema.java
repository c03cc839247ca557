package org.qmp4j.codegen;

import java.util.ArrayList;
import java.util.List;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;

/** Changes a schema as much as a newer version could, with the same commands and events. */
final class ChangedSchema {
    private ChangedSchema() {}

    /** Renames types, makes members optional, removes every third member, turns integers into strings, and makes strings nullable. */
    static Schema of(Schema schema) {
        List<Definition> changed = new ArrayList<>();
        changed.add(new AlternateType(
                "TextOrNull99",
                List.of(
                        new AlternateType.Alternative("s", TypeRef.named("str"), Attributes.NONE),
                        new AlternateType.Alternative("n", TypeRef.named("null"), Attributes.NONE)),
                Attributes.NONE));
        schema.definitions().forEach(one -> changed.add(changed(one)));
        return new Schema(changed);
    }

    private static Definition changed(Definition definition) {
        if (definition instanceof Command command) {
            return new Command(
                    command.name(),
                    command.arguments().map(ChangedSchema::renamed),
                    command.returns().map(ChangedSchema::changed),
                    command.flags(),
                    command.attributes());
        }
        if (definition instanceof Event event) {
            return new Event(event.name(), event.data().map(ChangedSchema::renamed), event.boxed(), event.attributes());
        }
        if (definition instanceof EnumType type) {
            List<EnumType.Value> values = new ArrayList<>(type.values());
            values.add(new EnumType.Value("of-99", Attributes.NONE));
            return new EnumType(renamed(type.name()), type.prefix(), values, type.attributes());
        }
        if (definition instanceof AlternateType type) {
            List<AlternateType.Alternative> all = type.alternatives().stream()
                    .map(one -> new AlternateType.Alternative(one.name(), renamed(one.type()), one.attributes()))
                    .toList();
            return new AlternateType(renamed(type.name()), all, type.attributes());
        }
        return definition instanceof ObjectType type && !type.equals(Predefined.EMPTY) ? changed(type) : definition;
    }

    private static ObjectType changed(ObjectType type) {
        String tag = type.variants().map(ObjectType.Variants::tag).orElse("");
        List<ObjectType.Member> members = new ArrayList<>();
        for (ObjectType.Member member : type.members()) {
            if (member.name().equals(tag) || members.size() % 3 != 2) {
                members.add(new ObjectType.Member(member.name(), changed(member.type()), true, member.attributes()));
            }
        }
        members.add(new ObjectType.Member("of-99", TypeRef.named("str"), false, Attributes.NONE));
        return new ObjectType(
                renamed(type.name()),
                type.implicit(),
                type.base().map(ChangedSchema::renamed),
                members,
                type.variants()
                        .map(those -> new ObjectType.Variants(
                                those.tag(),
                                those.branches().stream()
                                        .map(one -> new ObjectType.Branch(
                                                one.value(), renamed(one.type()), one.attributes()))
                                        .toList())),
                type.attributes());
    }

    private static TypeRef changed(TypeRef type) {
        return switch (type.toString()) {
            case "int", "size" -> TypeRef.named("str");
            case "str" -> TypeRef.named("TextOrNull99");
            default -> renamed(type);
        };
    }

    private static TypeRef renamed(TypeRef type) {
        return type instanceof TypeRef.ListOf list
                ? new TypeRef.ListOf(renamed(list.element()))
                : TypeRef.named(renamed(type.toString()));
    }

    private static String renamed(String type) {
        boolean isPredefined =
                Predefined.all().stream().anyMatch(one -> one.name().equals(type));
        return isPredefined || type.startsWith("q_obj_") ? type : type + "99";
    }
}
