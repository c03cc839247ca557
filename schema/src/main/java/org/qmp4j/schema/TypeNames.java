package org.qmp4j.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/**
 * Gives names to the types of a schema that was read from introspection, where they have none: those of a schema that was
 * read from source, as far as both use a type in the same place; else one made of the place, such as
 * {@code QueryStatusResult} for what {@code query-status} returns. The same schemas give the same names.
 */
public final class TypeNames {
    /** A class of that name must fit a file's. */
    private static final int LONGEST = 120;

    private final Schema introspection;
    private final @Nullable Schema reference;
    private final Map<String, Integer> uses;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Deque<Place> places = new ArrayDeque<>();

    /** A place where a type is used: the type, the name that the place suggests, and what the reference has there. */
    private record Place(
            String type, String suggestion, @Nullable TypeRef counterpart) {}

    private TypeNames(Schema introspection, @Nullable Schema reference) {
        this.introspection = introspection;
        this.reference = reference;
        this.uses = countUses(introspection);
    }

    /** The schema with a name for each type. Types that no command and no event leads to are left out. */
    public static Schema inventedFor(Schema introspection) {
        return new TypeNames(introspection, null).named();
    }

    /**
     * The schema with the names that another one, read from source, has for the same types; and what that one says of things
     * of the same name: since when they are there, in which unit, and how QEMU treats a command.
     */
    public static Schema takenFrom(Schema reference, Schema introspection) {
        return new KnownFacts(reference).addTo(new TypeNames(introspection, reference).named());
    }

    private Schema named() {
        introspection.types().values().stream()
                .filter(BuiltinType.class::isInstance)
                .forEach(type -> name(type.name(), type.name()));
        introspection.commands().values().forEach(this::nameTypesOf);
        introspection.events().values().forEach(this::nameTypesOf);
        while (!places.isEmpty()) {
            visit(places.remove());
        }
        return new Schema(renamed());
    }

    private void nameTypesOf(Command command) {
        Command other = reference == null ? null : reference.commands().get(command.name());
        command.arguments()
                .ifPresent(type -> nameParameters(
                        new Place(
                                type,
                                upperCamel(command.name()) + "Arguments",
                                other == null
                                        ? null
                                        : other.arguments().map(TypeRef::named).orElse(null)),
                        command.name()));
        command.returns()
                .ifPresent(returned -> add(
                        returned,
                        upperCamel(command.name()) + "Result",
                        other == null ? null : other.returns().orElse(null)));
    }

    private void nameTypesOf(Event event) {
        Event other = reference == null ? null : reference.events().get(event.name());
        event.data()
                .ifPresent(type -> nameParameters(
                        new Place(
                                type,
                                upperCamel(event.name()) + "Data",
                                other == null
                                        ? null
                                        : other.data().map(TypeRef::named).orElse(null)),
                        event.name()));
    }

    // Plain members that nothing else uses belong to the command or event, as if they stood there in the source.
    private void nameParameters(Place place, String owner) {
        boolean alone = introspection.type(place.type()) instanceof ObjectType object
                && object.variants().isEmpty()
                && uses.getOrDefault(place.type(), 0) == 1;
        boolean implicit = place.counterpart() instanceof TypeRef.Named other
                ? reference != null && reference.type(other.name()) instanceof ObjectType object && object.implicit()
                : alone;
        places.add(implicit && alone ? new Place(place.type(), "q_obj_" + owner + "-arg", place.counterpart()) : place);
    }

    private void add(TypeRef used, String suggestion, @Nullable TypeRef counterpart) {
        if (used instanceof TypeRef.ListOf list) {
            add(list.element(), suggestion, counterpart instanceof TypeRef.ListOf other ? other.element() : null);
        } else if (used instanceof TypeRef.Named type) {
            places.add(new Place(type.name(), suggestion, counterpart));
        }
    }

    private void visit(Place place) {
        if (names.containsKey(place.type())) {
            return;
        }
        Type type = introspection.type(place.type());
        Type other = counterpartOf(place, type);
        String name = name(type.name(), other == null ? place.suggestion() : other.name());
        String prefix = name.startsWith("q_obj_") ? upperCamel(name.substring("q_obj_".length())) : name;
        if (type instanceof ObjectType object) {
            visitObject(object, prefix, other instanceof ObjectType same ? same : null);
        } else if (type instanceof AlternateType alternate) {
            visitAlternate(alternate, prefix, other instanceof AlternateType same ? same : null);
        }
    }

    private @Nullable Type counterpartOf(Place place, Type type) {
        if (reference == null || !(place.counterpart() instanceof TypeRef.Named other)) {
            return null;
        }
        Type found = reference.types().get(other.name());
        return found != null && found.getClass() == type.getClass() && !taken.contains(found.name()) ? found : null;
    }

    private void visitObject(ObjectType object, String prefix, @Nullable ObjectType other) {
        Map<String, TypeRef> otherMembers = new HashMap<>();
        Map<String, String> otherBranches = new HashMap<>();
        if (other != null && reference != null) {
            reference.allMembers(other).forEach(member -> otherMembers.put(member.name(), member.type()));
            other.variants()
                    .ifPresent(variants ->
                            variants.branches().forEach(branch -> otherBranches.put(branch.value(), branch.type())));
        }
        for (ObjectType.Member member : object.members()) {
            add(member.type(), prefix + upperCamel(member.name()), otherMembers.get(member.name()));
        }
        object.variants()
                .ifPresent(variants -> variants.branches().forEach(branch -> {
                    String same = otherBranches.get(branch.value());
                    add(
                            TypeRef.named(branch.type()),
                            prefix + upperCamel(branch.value()),
                            same == null ? null : TypeRef.named(same));
                }));
    }

    private void visitAlternate(AlternateType alternate, String prefix, @Nullable AlternateType other) {
        for (AlternateType.Alternative one : alternate.alternatives()) {
            TypeRef same = other == null
                    ? null
                    : other.alternatives().stream()
                            .map(AlternateType.Alternative::type)
                            .filter(type -> isOfTheSameKind(type, one.type()))
                            .findFirst()
                            .orElse(null);
            add(one.type(), prefix + "Value", same);
        }
    }

    // The alternatives of one alternate all have different kinds.
    private boolean isOfTheSameKind(TypeRef ofReference, TypeRef own) {
        return ofReference instanceof TypeRef.Named theirs
                && own instanceof TypeRef.Named ours
                && reference != null
                && reference.types().containsKey(theirs.name())
                && reference.type(theirs.name()).getClass()
                        == introspection.type(ours.name()).getClass();
    }

    private String name(String type, String wanted) {
        String stem = wanted.substring(0, Math.min(LONGEST, wanted.length()));
        String name = stem;
        while (!taken.add(name)) {
            name = stem + numbers.merge(stem, 2, (last, second) -> last + 1);
        }
        names.put(type, name);
        return name;
    }

    // ---- the same schema with the new names

    private List<Definition> renamed() {
        List<Definition> definitions = new ArrayList<>();
        names.keySet().forEach(type -> definitions.add(renamed(introspection.type(type))));
        for (Command command : introspection.commands().values()) {
            definitions.add(new Command(
                    command.name(),
                    command.arguments().map(this::nameOf),
                    command.returns().map(this::renamed),
                    command.flags(),
                    command.attributes()));
        }
        for (Event event : introspection.events().values()) {
            definitions.add(new Event(event.name(), event.data().map(this::nameOf), event.boxed(), event.attributes()));
        }
        return definitions;
    }

    private Type renamed(Type type) {
        String name = nameOf(type.name());
        if (type instanceof EnumType values) {
            return new EnumType(name, values.prefix(), values.values(), values.attributes());
        }
        if (type instanceof AlternateType alternate) {
            return new AlternateType(
                    name,
                    alternate.alternatives().stream()
                            .map(one ->
                                    new AlternateType.Alternative(one.name(), renamed(one.type()), one.attributes()))
                            .toList(),
                    alternate.attributes());
        }
        return type instanceof ObjectType object ? renamed(object, name) : type;
    }

    private ObjectType renamed(ObjectType object, String name) {
        return new ObjectType(
                name,
                name.startsWith("q_obj_"),
                object.base().map(this::nameOf),
                object.members().stream()
                        .map(member -> new ObjectType.Member(
                                member.name(), renamed(member.type()), member.optional(), member.attributes()))
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

    private TypeRef renamed(TypeRef type) {
        return type instanceof TypeRef.ListOf list
                ? new TypeRef.ListOf(renamed(list.element()))
                : TypeRef.named(nameOf(((TypeRef.Named) type).name()));
    }

    private String nameOf(String type) {
        return names.getOrDefault(type, type);
    }

    // ---- words

    private static Map<String, Integer> countUses(Schema schema) {
        Map<String, Integer> uses = new HashMap<>();
        schema.commands().values().forEach(command -> {
            command.arguments().ifPresent(type -> uses.merge(type, 1, Integer::sum));
            command.returns().ifPresent(type -> countUse(type, uses));
        });
        schema.events().values().forEach(event -> event.data().ifPresent(type -> uses.merge(type, 1, Integer::sum)));
        for (Type type : schema.types().values()) {
            if (type instanceof ObjectType object) {
                object.members().forEach(member -> countUse(member.type(), uses));
                object.variants()
                        .ifPresent(variants ->
                                variants.branches().forEach(branch -> uses.merge(branch.type(), 1, Integer::sum)));
            } else if (type instanceof AlternateType alternate) {
                alternate.alternatives().forEach(one -> countUse(one.type(), uses));
            }
        }
        return uses;
    }

    private static void countUse(TypeRef type, Map<String, Integer> uses) {
        if (type instanceof TypeRef.ListOf list) {
            countUse(list.element(), uses);
        } else {
            uses.merge(((TypeRef.Named) type).name(), 1, Integer::sum);
        }
    }

    /** {@code query-status} and {@code BLOCK_IO_ERROR} as {@code QueryStatus} and {@code BlockIoError}. */
    private static String upperCamel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                String rest = word.substring(1);
                boolean shouted = rest.equals(rest.toUpperCase(Locale.ROOT));
                camel.append(Character.toUpperCase(word.charAt(0)))
                        .append(shouted ? rest.toLowerCase(Locale.ROOT) : rest);
            }
        }
        return camel.toString();
    }
}
