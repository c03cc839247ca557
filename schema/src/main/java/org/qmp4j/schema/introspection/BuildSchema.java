package org.qmp4j.schema.introspection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/** The schema of one build, in the shape of introspection. */
public final class BuildSchema {
    private static final BuiltinType INT = new BuiltinType("int", BuiltinType.Json.INT);

    private final Schema schema;
    private final Predicate<? super String> isSet;
    private final Map<String, Definition> types = new LinkedHashMap<>();
    private final Deque<Type> waiting = new ArrayDeque<>();

    /** For the build of a schema with those switches. */
    public BuildSchema(Schema schema, Predicate<? super String> isSet) {
        this.schema = schema;
        this.isSet = isSet;
    }

    /** The introspection of that build. */
    public Schema introspection() {
        List<Definition> definitions = new ArrayList<>();
        schema.commands().values().stream()
                .filter(command -> isThere(command.attributes()))
                .forEach(command -> definitions.add(command(command)));
        schema.events().values().stream()
                .filter(event -> isThere(event.attributes()))
                .forEach(event -> definitions.add(event(event)));
        while (!waiting.isEmpty()) {
            Type type = waiting.remove();
            types.put(type.name(), shown(type));
        }
        definitions.addAll(types.values());
        return new Schema(definitions);
    }

    private Command command(Command command) {
        return command.withTypeNames(this::use)
                .withFlags(Command.Flags.DEFAULT.withAllowOob(command.flags().allowOob()))
                .withAttributes(shown(command.attributes()));
    }

    private Event event(Event event) {
        return new Event(event.name(), event.data().map(this::use), false, shown(event.attributes()));
    }

    private Type shown(Type type) {
        Attributes attributes = shown(type.attributes());
        if (type instanceof EnumType values) {
            return new EnumType(type.name(), Optional.empty(), values(values), attributes);
        }
        if (type instanceof AlternateType alternate) {
            List<AlternateType.Alternative> shown = alternate.alternatives().stream()
                    .filter(one -> isThere(one.attributes()))
                    .map(one -> new AlternateType.Alternative(one.name(), use(one.type()), shown(one.attributes())))
                    .toList();
            return new AlternateType(type.name(), shown, attributes);
        }
        return type instanceof ObjectType object ? object(object, attributes) : type;
    }

    private ObjectType object(ObjectType object, Attributes attributes) {
        List<ObjectType.Member> members = schema.allMembers(object).stream()
                .filter(member -> isThere(member.attributes()))
                .map(member -> member.withType(use(member.type())).withAttributes(shown(member.attributes())))
                .toList();
        Optional<ObjectType.Variants> variants = object.variants()
                .map(all -> all.withBranches(Stream.concat(all.branches().stream(), emptyBranches(object, all))
                        .filter(branch -> isThere(branch.attributes()))
                        .map(branch -> new ObjectType.Branch(branch.value(), use(branch.type()), Attributes.NONE))
                        .toList()));
        return new ObjectType(object.name(), object.implicit(), Optional.empty(), members, variants, attributes);
    }

    // QEMU lists a branch for each value of the tag; values without a branch in the source are at the end.
    private Stream<ObjectType.Branch> emptyBranches(ObjectType union, ObjectType.Variants variants) {
        Set<String> named =
                variants.branches().stream().map(ObjectType.Branch::value).collect(Collectors.toSet());
        return schema.allMembers(union).stream()
                .filter(member -> member.name().equals(variants.tag()))
                .map(member -> schema.types().get(member.type().toString()))
                .filter(EnumType.class::isInstance)
                .flatMap(type -> ((EnumType) type).values().stream())
                .filter(value -> !named.contains(value.name()))
                .map(value -> new ObjectType.Branch(value.name(), Predefined.EMPTY.name(), value.attributes()));
    }

    private List<EnumType.Value> values(EnumType type) {
        return type.values().stream()
                .filter(value -> isThere(value.attributes()))
                .map(value -> value.withAttributes(shown(value.attributes())))
                .toList();
    }

    private TypeRef use(TypeRef type) {
        return type.withTypeName(this::use);
    }

    private String use(String name) {
        // A schema of introspection need not have the empty object under its own name.
        Type type = name.equals(Predefined.EMPTY.name()) ? Predefined.EMPTY : schema.type(name);
        Type listed = type instanceof BuiltinType builtin && builtin.json() == BuiltinType.Json.INT ? INT : type;
        if (types.putIfAbsent(listed.name(), listed) == null) {
            waiting.add(listed);
        }
        return listed.name();
    }

    private boolean isThere(Attributes attributes) {
        return attributes.condition().map(one -> one.holds(isSet)).orElse(true);
    }

    private Attributes shown(Attributes attributes) {
        List<Feature> features = attributes.features().stream()
                .filter(feature ->
                        feature.condition().map(one -> one.holds(isSet)).orElse(true))
                .map(feature -> Feature.of(feature.name()))
                .toList();
        return Attributes.NONE.withFeatures(features);
    }
}
