package org.qmp4j.schema.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.AlternateType.Alternative;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/** Two versions of a schema in one. */
public final class Merge {
    private final Schema leader;
    private final Schema follower;
    private final Lead lead;
    private final Gone gone;
    private final Counterparts counterparts;
    private final ObjectMerge objects;
    private final Map<String, ObjectType> parameters = new LinkedHashMap<>();

    private Merge(Schema leader, Schema follower, Lead lead, Gone gone) {
        this.leader = leader;
        this.follower = follower;
        this.lead = lead;
        this.gone = gone;
        this.counterparts = new Counterparts(leader, follower);
        this.objects = new ObjectMerge(leader, follower, counterparts, lead, gone);
    }

    /**
     * Both in one, as the newer one names and shapes it.
     *
     * @param version the newer one's: what only the older one has, was removed by then
     */
    public static Schema shapedByNewer(Schema older, Schema newer, String version) {
        return new Merge(newer, older, Lead.NEWER, new Gone(version)).merged();
    }

    /**
     * Both in one, as the older one names and shapes it: every member keeps its type, and mandatory ones stay mandatory.
     *
     * @param version the newer one's: what only the older one has, was removed by then
     */
    public static Schema shapedByOlder(Schema older, Schema newer, String version) {
        return new Merge(older, newer, Lead.OLDER, new Gone(version)).merged();
    }

    private Schema merged() {
        List<Definition> definitions = new ArrayList<>();
        for (Definition definition : leader.definitions()) {
            Definition merged = merged(definition);
            definitions.add(lead == Lead.OLDER && !isThere(definition) ? gone.mark(merged) : merged);
        }
        follower.definitions().stream()
                .filter(definition -> !isMerged(definition))
                .map(this::added)
                .forEach(definition -> definitions.add(lead == Lead.NEWER ? gone.mark(definition) : definition));
        // Parameters that were merged replace those of the leading version, or are new.
        definitions.removeIf(one -> one instanceof ObjectType && parameters.containsKey(one.name()));
        definitions.addAll(parameters.values());
        return Reachable.in(new Schema(definitions), leader);
    }

    // Whether the following version has a definition of the leading one.
    private boolean isThere(Definition definition) {
        if (definition instanceof Command) {
            return follower.commands().containsKey(definition.name());
        }
        return definition instanceof Event
                ? follower.events().containsKey(definition.name())
                : follower.types().containsKey(definition.name())
                        || !counterparts.partnersOf(definition.name()).isEmpty();
    }

    private boolean isMerged(Definition definition) {
        if (definition instanceof Command) {
            return leader.commands().containsKey(definition.name());
        }
        return definition instanceof Event
                ? leader.events().containsKey(definition.name())
                : counterparts.isMerged(definition.name());
    }

    private Definition merged(Definition definition) {
        if (definition instanceof Command command) {
            Command other = follower.commands().get(command.name());
            return other == null ? command : merged(command, other);
        }
        if (definition instanceof Event event) {
            Event other = follower.events().get(event.name());
            return other == null ? event : event.withData(parameters(event.name(), event.data(), other.data()));
        }
        if (definition instanceof EnumType type) {
            return merged(type);
        }
        if (definition instanceof AlternateType type) {
            return merged(type);
        }
        return definition instanceof ObjectType type ? objects.merged(type) : definition;
    }

    private Command merged(Command command, Command other) {
        Optional<TypeRef> returns = lead == Lead.NEWER
                ? command.returns().or(() -> other.returns().map(counterparts::nameOf))
                : command.returns();
        return command.withArguments(parameters(command.name(), command.arguments(), other.arguments()))
                .withReturns(returns);
    }

    private <T extends Type> Stream<T> partners(Type type, Class<T> kind) {
        return counterparts.partnersOf(type.name()).stream()
                .map(follower::type)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private EnumType merged(EnumType type) {
        Map<String, EnumType.Value> values = new LinkedHashMap<>();
        type.values().forEach(value -> values.put(value.name(), value));
        partners(type, EnumType.class)
                .flatMap(other -> other.values().stream())
                .map(value -> value.withAttributes(ofFollower(value.attributes())))
                .forEach(value -> values.putIfAbsent(value.name(), value));
        return type.withValues(List.copyOf(values.values()));
    }

    private AlternateType merged(AlternateType type) {
        List<Alternative> all = new ArrayList<>(type.alternatives());
        partners(type, AlternateType.class)
                .flatMap(other -> other.alternatives().stream())
                .map(one -> new Alternative(one.name(), counterparts.nameOf(one.type()), ofFollower(one.attributes())))
                .filter(one -> all.stream()
                        .noneMatch(each ->
                                each.type().equals(one.type()) || each.name().equals(one.name())))
                .forEach(all::add);
        return type.withAlternatives(all);
    }

    private Attributes ofFollower(Attributes attributes) {
        return lead == Lead.NEWER ? gone.mark(attributes) : attributes;
    }

    private Definition added(Definition definition) {
        Definition whole = definition instanceof ObjectType type ? objects.added(type) : definition;
        return whole.withTypeNames(counterparts::nameOf);
    }

    // What has the same name in both is merged as any type; else the parameters of both are put in place.
    private Optional<String> parameters(String owner, Optional<String> leads, Optional<String> follows) {
        boolean isUnion =
                leads.map(leader::object).flatMap(ObjectType::variants).isPresent();
        if (leads.equals(follows) || isUnion) {
            return leads;
        }
        String name = ObjectType.implicitArguments(owner);
        Attributes attributes =
                leads.map(type -> leader.object(type).attributes()).orElse(Attributes.NONE);
        parameters.put(
                name,
                new ObjectType(
                        name,
                        true,
                        Optional.empty(),
                        objects.parameters(leads, follows),
                        Optional.empty(),
                        attributes));
        return Optional.of(name);
    }
}
