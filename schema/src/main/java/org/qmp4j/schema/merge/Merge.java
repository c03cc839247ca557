package org.qmp4j.schema.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.BuiltinType;
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
    private final Schema older;
    private final Schema newer;
    private final Gone gone;
    private final Map<String, ObjectType> parameters = new LinkedHashMap<>();

    /**
     * Two versions.
     *
     * @param version the newer one's: what only the older one has, was removed by then
     */
    public Merge(Schema older, Schema newer, String version) {
        this.older = older;
        this.newer = newer;
        this.gone = new Gone(version);
    }

    /** Both in one. */
    public Schema merged() {
        List<Definition> definitions = new ArrayList<>();
        newer.definitions().forEach(definition -> definitions.add(merged(definition)));
        older.definitions().stream()
                .filter(definition -> counterpart(newer, definition) == null)
                .forEach(definition -> definitions.add(gone.mark(unmerged(definition, older))));
        // Parameters that were merged replace those of the newer version, or are new.
        definitions.removeIf(one -> one instanceof ObjectType && parameters.containsKey(one.name()));
        definitions.addAll(parameters.values());
        return Reachable.in(new Schema(definitions), newer);
    }

    private static @Nullable Definition counterpart(Schema schema, Definition definition) {
        if (definition instanceof Command) {
            return schema.commands().get(definition.name());
        }
        return definition instanceof Event
                ? schema.events().get(definition.name())
                : schema.types().get(definition.name());
    }

    private Definition merged(Definition definition) {
        @Nullable Definition before = counterpart(older, definition);
        if (before == null || definition instanceof BuiltinType) {
            return unmerged(definition, newer);
        }
        if (definition instanceof Command command && before instanceof Command old) {
            return new Command(
                    command.name(),
                    parameters(command.name(), command.arguments(), old.arguments()),
                    command.returns().isPresent() ? command.returns() : old.returns(),
                    command.flags(),
                    command.attributes());
        }
        if (definition instanceof Event event && before instanceof Event old) {
            return new Event(
                    event.name(),
                    parameters(event.name(), event.data(), old.data()),
                    event.boxed(),
                    event.attributes());
        }
        return merged((Type) definition, (Type) before);
    }

    private Type merged(Type type, Type before) {
        if (type instanceof EnumType now && before instanceof EnumType then) {
            return merged(now, then);
        }
        if (type instanceof AlternateType now && before instanceof AlternateType then) {
            return merged(now, then);
        }
        return type instanceof ObjectType now && before instanceof ObjectType then
                ? merged(now, then)
                : (Type) unmerged(type, newer);
    }

    private EnumType merged(EnumType now, EnumType then) {
        List<EnumType.Value> values = new ArrayList<>(now.values());
        List<String> names = values.stream().map(EnumType.Value::name).toList();
        then.values().stream()
                .filter(value -> !names.contains(value.name()))
                .forEach(value -> values.add(new EnumType.Value(value.name(), gone.mark(value.attributes()))));
        return new EnumType(now.name(), now.prefix(), values, now.attributes());
    }

    private AlternateType merged(AlternateType now, AlternateType then) {
        List<AlternateType.Alternative> all = new ArrayList<>(now.alternatives());
        List<TypeRef> types = all.stream().map(AlternateType.Alternative::type).toList();
        List<String> names = all.stream().map(AlternateType.Alternative::name).toList();
        then.alternatives().stream()
                .filter(one -> !types.contains(one.type()) && !names.contains(one.name()))
                .forEach(one ->
                        all.add(new AlternateType.Alternative(one.name(), one.type(), gone.mark(one.attributes()))));
        return new AlternateType(now.name(), all, now.attributes());
    }

    private ObjectType merged(ObjectType now, ObjectType then) {
        List<ObjectType.Member> members = newer.allMembers(now);
        List<ObjectType.Member> merged = members(members, older.allMembers(then));
        Optional<ObjectType.Variants> variants = now.variants().map(those -> merged(those, then.variants()));
        // Where nothing differs the base stays: other types may share it.
        return merged.equals(members) && isKept(now.base(), newer)
                ? new ObjectType(now.name(), now.implicit(), now.base(), now.members(), variants, now.attributes())
                : new ObjectType(now.name(), now.implicit(), Optional.empty(), merged, variants, now.attributes());
    }

    // What only one version has comes out with the members that it has there.
    private Definition unmerged(Definition definition, Schema schema) {
        return definition instanceof ObjectType type && !isKept(type.base(), schema)
                ? new ObjectType(
                        type.name(),
                        type.implicit(),
                        Optional.empty(),
                        schema.allMembers(type),
                        type.variants(),
                        type.attributes())
                : definition;
    }

    // A base that the merge changes would bring a member twice that moved between it and what derives from it.
    private boolean isKept(Optional<String> base, Schema schema) {
        if (base.isEmpty()
                || !newer.types().containsKey(base.get())
                || !(older.types().get(base.get()) instanceof ObjectType then)) {
            return true;
        }
        return newer.types().get(base.get()) instanceof ObjectType now
                && shapes(members(newer.allMembers(now), older.allMembers(then)))
                        .equals(shapes(schema.allMembers(schema.object(base.get()))));
    }

    private static List<ObjectType.Member> shapes(List<ObjectType.Member> members) {
        return members.stream()
                .map(one -> new ObjectType.Member(one.name(), one.type(), one.optional(), Attributes.NONE))
                .toList();
    }

    private List<ObjectType.Member> members(List<ObjectType.Member> now, List<ObjectType.Member> then) {
        Map<String, ObjectType.Member> before = new LinkedHashMap<>();
        then.forEach(member -> before.put(member.name(), member));
        List<ObjectType.Member> members = new ArrayList<>();
        for (ObjectType.Member member : now) {
            ObjectType.@Nullable Member old = before.remove(member.name());
            boolean optional = member.optional() || old == null || old.optional();
            members.add(new ObjectType.Member(member.name(), member.type(), optional, member.attributes()));
        }
        before.values()
                .forEach(member -> members.add(
                        new ObjectType.Member(member.name(), member.type(), true, gone.mark(member.attributes()))));
        return members;
    }

    private ObjectType.Variants merged(ObjectType.Variants now, Optional<ObjectType.Variants> then) {
        List<ObjectType.Branch> branches = new ArrayList<>(now.branches());
        List<String> values = branches.stream().map(ObjectType.Branch::value).toList();
        then.map(ObjectType.Variants::branches).orElse(List.of()).stream()
                .filter(branch -> !values.contains(branch.value()))
                .forEach(branch -> branches.add(
                        new ObjectType.Branch(branch.value(), branch.type(), gone.mark(branch.attributes()))));
        return new ObjectType.Variants(now.tag(), branches);
    }

    // What stands in place has the same name in both and is merged as any type; else both are put in place.
    private Optional<String> parameters(String owner, Optional<String> now, Optional<String> then) {
        if (then.isEmpty()
                || now.equals(then)
                || now.map(newer::object).flatMap(ObjectType::variants).isPresent()) {
            return now;
        }
        List<ObjectType.Member> members = members(
                now.map(type -> newer.allMembers(newer.object(type))).orElse(List.of()),
                older.allMembers(older.object(then.get())));
        String name = "q_obj_" + owner + "-arg";
        Attributes attributes = now.map(type -> newer.object(type).attributes()).orElse(Attributes.NONE);
        parameters.put(name, new ObjectType(name, true, Optional.empty(), members, Optional.empty(), attributes));
        return Optional.of(name);
    }
}
