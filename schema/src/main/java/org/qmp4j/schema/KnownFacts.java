package org.qmp4j.schema;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.check.JsonKind;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;

/** Facts that a schema from source has and introspection lacks: the version of a definition, its unit, how a command is run. */
final class KnownFacts {
    private final Schema reference;

    KnownFacts(Schema reference) {
        this.reference = reference;
    }

    /** The same schema, which has the names of the reference, with the known facts about definitions of the same name. */
    Schema addTo(Schema named) {
        return new Schema(named.definitions().stream()
                .map(definition -> completed(definition, named))
                .toList());
    }

    private Definition completed(Definition definition, Schema named) {
        if (definition instanceof Command command) {
            Command known = reference.commands().get(command.name());
            return known == null ? command : completed(command, known);
        }
        if (definition instanceof Event event) {
            Event known = reference.events().get(event.name());
            return known == null
                    ? event
                    : known.withData(event.data()).withAttributes(completed(event.attributes(), known.attributes()));
        }
        Definition known = reference.types().get(definition.name());
        if (definition instanceof EnumType type && known instanceof EnumType same) {
            return completed(type, same);
        }
        if (definition instanceof AlternateType type && known instanceof AlternateType same) {
            return completed(type, same, named);
        }
        return definition instanceof ObjectType type && known instanceof ObjectType same
                ? completed(type, same)
                : definition;
    }

    private static Command completed(Command command, Command known) {
        return command.withFlags(known.flags().withAllowOob(command.flags().allowOob()))
                .withAttributes(completed(command.attributes(), known.attributes()));
    }

    // Introspection names no alternatives: they are the same where they are of the same kind.
    private AlternateType completed(AlternateType type, AlternateType known, Schema named) {
        Map<JsonKind, String> names = new EnumMap<>(JsonKind.class);
        known.alternatives().forEach(one -> names.put(JsonKind.of(one.type(), reference), one.name()));
        List<AlternateType.Alternative> alternatives = type.alternatives().stream()
                .map(one -> new AlternateType.Alternative(
                        names.getOrDefault(JsonKind.of(one.type(), named), one.name()), one.type(), one.attributes()))
                .toList();
        return type.withAlternatives(alternatives).withAttributes(completed(type.attributes(), known.attributes()));
    }

    private static EnumType completed(EnumType type, EnumType known) {
        Map<String, Attributes> attributes = new HashMap<>();
        known.values().forEach(value -> attributes.put(value.name(), value.attributes()));
        List<EnumType.Value> values = type.values().stream()
                .map(value -> value.withAttributes(completed(value.attributes(), attributes.get(value.name()))))
                .toList();
        return known.withValues(values).withAttributes(completed(type.attributes(), known.attributes()));
    }

    private ObjectType completed(ObjectType type, ObjectType known) {
        Map<String, Attributes> attributes = new HashMap<>();
        reference.allMembers(known).forEach(member -> attributes.put(member.name(), member.attributes()));
        List<ObjectType.Member> members = type.members().stream()
                .map(member -> member.withAttributes(completed(member.attributes(), attributes.get(member.name()))))
                .toList();
        return type.withMembers(members).withAttributes(completed(type.attributes(), known.attributes()));
    }

    // The features are those of the QEMU that was asked.
    private static Attributes completed(Attributes asked, @Nullable Attributes known) {
        return known == null
                ? asked
                : new Attributes(asked.features(), Optional.empty(), known.remarks(), known.location());
    }
}
