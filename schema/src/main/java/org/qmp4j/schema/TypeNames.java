package org.qmp4j.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

/**
 * Gives names to the types of a schema from introspection, which have no names: those of a schema that was
 * read from source, as far as both use a type in the same place; else one made of the place, such as
 * {@code QueryStatusResult} for what {@code query-status} returns. The same schemas give the same names.
 */
public final class TypeNames {
    /** A class of that name must fit a file's. */
    private static final int LONGEST = 120;

    private final Schema introspection;
    private final @Nullable Schema reference;
    private final boolean isNamed;
    private final Map<String, Integer> uses;
    private final Map<String, String> names = new LinkedHashMap<>();
    /** Which type has a name; the first of several. */
    private final Map<String, Type> holders = new LinkedHashMap<>();

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Deque<Place> places = new ArrayDeque<>();
    /** Those of arguments. They wait: where two types of the reference are one by now, it has the name of what QEMU sends. */
    private final Deque<Place> arguments = new ArrayDeque<>();
    /** Those without a counterpart. They wait longer: each other place may know the type. */
    private final Deque<Place> unknown = new ArrayDeque<>();

    /** A place where a type is used: the type, the name that the place suggests, and what the reference has there. */
    private record Place(
            String type, String suggestion, @Nullable TypeRef counterpart) {}

    private TypeNames(Schema introspection, @Nullable Schema reference, boolean isNamed) {
        this.introspection = introspection;
        this.reference = reference;
        this.isNamed = isNamed;
        this.uses = countUses(introspection);
    }

    /** The schema with a name for each type. Types that no command and no event leads to are left out. */
    public static Schema inventedFor(Schema introspection) {
        return new TypeNames(introspection, null, false).named();
    }

    /**
     * The schema with the names that another one, read from source, has for the same types; and what that one says of things
     * of the same name: since when they are there, in which unit, and how QEMU treats a command.
     */
    public static Schema takenFrom(Schema reference, Schema introspection) {
        return new KnownFacts(reference).addTo(matching(reference, introspection));
    }

    /** The schema with the names that another one has for the same types, and nothing else of that one. */
    static Schema matching(Schema reference, Schema introspection) {
        return new TypeNames(introspection, reference, false).named();
    }

    /** As {@link #matching}, for a schema that has names already: what the other one has not keeps them. */
    static Schema renamed(Schema reference, Schema named) {
        return new TypeNames(named, reference, true).named();
    }

    private Schema named() {
        introspection.types().values().stream()
                .filter(BuiltinType.class::isInstance)
                .forEach(type -> give(type, type.name()));
        introspection.commands().values().forEach(this::nameTypesOf);
        introspection.events().values().forEach(this::nameTypesOf);
        visitAll(places);
        visitAll(arguments);
        while (!unknown.isEmpty()) {
            visit(unknown.remove());
            visitAll(places);
        }
        return new Renaming(names).of(introspection, holders.values());
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
                        command.name(),
                        arguments));
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
                        event.name(),
                        places));
    }

    // Plain members that nothing else uses belong to the command or event, as if they stood there in the source.
    private void nameParameters(Place place, String owner, Deque<Place> waiting) {
        boolean alone = introspection.type(place.type()) instanceof ObjectType object
                && object.variants().isEmpty()
                && uses.getOrDefault(place.type(), 0) == 1;
        boolean implicit = place.counterpart() instanceof TypeRef.Named other
                ? reference != null && reference.type(other.name()) instanceof ObjectType object && object.implicit()
                : alone;
        put(
                implicit && alone
                        ? new Place(place.type(), ObjectType.implicitArguments(owner), place.counterpart())
                        : place,
                waiting);
    }

    private void add(TypeRef used, String suggestion, @Nullable TypeRef counterpart) {
        if (used instanceof TypeRef.ListOf list) {
            add(list.element(), suggestion, counterpart instanceof TypeRef.ListOf other ? other.element() : null);
        } else if (used instanceof TypeRef.Named type) {
            put(new Place(type.name(), suggestion, counterpart), places);
        }
    }

    private void put(Place place, Deque<Place> waiting) {
        if (place.counterpart() == null) {
            unknown.add(place);
        } else {
            waiting.add(place);
        }
    }

    /** Also what these lead to. */
    private void visitAll(Deque<Place> waiting) {
        while (!waiting.isEmpty() || !places.isEmpty()) {
            visit(places.isEmpty() ? waiting.remove() : places.remove());
        }
    }

    private void visit(Place place) {
        if (names.containsKey(place.type())) {
            return;
        }
        Type type = introspection.type(place.type());
        Type other = counterpartOf(place, type);
        if (other == null && place.counterpart() != null) {
            unknown.add(new Place(place.type(), place.suggestion(), null));
            return;
        }
        String name = other == null ? newName(place) : other.name();
        give(type, name);
        String prefix =
                name.startsWith(ObjectType.IMPLICIT) ? upperCamel(name.substring(ObjectType.IMPLICIT.length())) : name;
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
        return found != null && isFreeFor(found.name(), type) && isAlike(found, type) ? found : null;
    }

    // Where the reference has one type for several that are the same, all of them are that one.
    private boolean isFreeFor(String name, Type type) {
        Type holder = holders.get(name);
        return holder == null
                || (holder instanceof ObjectType one
                        && type instanceof ObjectType other
                        && shapes(one).equals(shapes(other))
                        && one.variants().equals(other.variants()));
    }

    private static List<ObjectType.Member> shapes(ObjectType object) {
        return object.members().stream()
                .map(one -> one.withAttributes(Attributes.NONE))
                .toList();
    }

    private void give(Type type, String name) {
        names.put(type.name(), name);
        holders.putIfAbsent(name, type);
    }

    // What has nothing in common is another thing in the same place.
    private boolean isAlike(Type found, Type type) {
        if (found instanceof EnumType these && type instanceof EnumType those) {
            Set<String> values = names(these.values(), EnumType.Value::name);
            return those.values().stream().map(EnumType.Value::name).anyMatch(values::contains);
        }
        if (found instanceof ObjectType these && type instanceof ObjectType those && reference != null) {
            Set<String> members = names(reference.allMembers(these), ObjectType.Member::name);
            return members.isEmpty()
                    ? those.members().isEmpty()
                    : those.members().stream().map(ObjectType.Member::name).anyMatch(members::contains);
        }
        return found.getClass() == type.getClass();
    }

    private static <T> Set<String> names(List<T> all, Function<T, String> name) {
        return all.stream().map(name).collect(Collectors.toSet());
    }

    private void visitObject(ObjectType object, String prefix, @Nullable ObjectType other) {
        Map<String, TypeRef> otherMembers = new HashMap<>();
        Map<String, String> otherBranches = new HashMap<>();
        if (other != null && reference != null) {
            reference.allMembers(other).forEach(member -> otherMembers.put(member.name(), member.type()));
            other.branches().forEach(branch -> otherBranches.put(branch.value(), branch.type()));
        }
        for (ObjectType.Member member : object.members()) {
            add(member.type(), prefix + upperCamel(member.name()), otherMembers.get(member.name()));
        }
        for (ObjectType.Branch branch : object.branches()) {
            String same = otherBranches.get(branch.value());
            TypeRef counterpart = same == null ? null : TypeRef.named(same);
            add(TypeRef.named(branch.type()), prefix + upperCamel(branch.value()), counterpart);
        }
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

    private String newName(Place place) {
        String wanted = isNamed ? place.type() : place.suggestion();
        String stem = wanted.substring(0, Math.min(LONGEST, wanted.length()));
        String name = stem;
        while (holders.containsKey(name) || isForAnother(name)) {
            name = stem + numbers.merge(stem, 2, (last, second) -> last + 1);
        }
        return name;
    }

    // Parameters without a name in the schema belong to their command or event.
    private boolean isForAnother(String name) {
        return reference != null
                && !name.startsWith(ObjectType.IMPLICIT)
                && reference.types().containsKey(name);
    }

    // ---- names

    private static Map<String, Integer> countUses(Schema schema) {
        Map<String, Integer> uses = new HashMap<>();
        schema.definitions().stream().flatMap(Definition::typeNames).forEach(name -> uses.merge(name, 1, Integer::sum));
        return uses;
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
