package org.qmp4j.codegen;

import java.util.ArrayList;
import java.util.List;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
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
        if (Predefined.all().contains(definition)) {
            return definition;
        }
        if (definition instanceof Command command) {
            return command.withTypeNames(ChangedSchema::renamed)
                    .withReturns(command.returns().map(ChangedSchema::changed));
        }
        if (definition instanceof EnumType type) {
            List<EnumType.Value> values = new ArrayList<>(type.values());
            values.add(new EnumType.Value("of-99", Attributes.NONE));
            return type.withValues(values).withName(renamed(type.name()));
        }
        if (definition instanceof AlternateType type) {
            return type.withTypeNames(ChangedSchema::renamed).withName(renamed(type.name()));
        }
        return definition instanceof ObjectType type
                ? type.withTypeNames(ChangedSchema::renamed)
                        .withMembers(changedMembers(type))
                        .withName(renamed(type.name()))
                : definition.withTypeNames(ChangedSchema::renamed);
    }

    private static List<ObjectType.Member> changedMembers(ObjectType type) {
        String tag = type.variants().map(ObjectType.Variants::tag).orElse("");
        List<ObjectType.Member> members = new ArrayList<>();
        for (ObjectType.Member member : type.members()) {
            if (member.name().equals(tag) || members.size() % 3 != 2) {
                members.add(member.withType(changed(member.type())).asOptional());
            }
        }
        members.add(new ObjectType.Member("of-99", TypeRef.named("str"), false, Attributes.NONE));
        return members;
    }

    private static TypeRef changed(TypeRef type) {
        return switch (type.toString()) {
            case "int", "size" -> TypeRef.named("str");
            case "str" -> TypeRef.named("TextOrNull99");
            default -> type.withTypeName(ChangedSchema::renamed);
        };
    }

    private static String renamed(String type) {
        boolean isPredefined =
                Predefined.all().stream().anyMatch(one -> one.name().equals(type));
        return isPredefined || type.startsWith(ObjectType.IMPLICIT) ? type : type + "99";
    }
}
