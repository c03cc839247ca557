package org.qmp4j.schema.resolve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.TypeRef;

/** The rules for structs and unions. Each is checked once, those that it contains first. */
final class ObjectChecks {
    private final Declarations declarations;
    private final Rules rules;
    private final Set<String> begun = new HashSet<>();
    private final Map<String, List<Part.Field>> membersOf = new HashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private int depth;

    ObjectChecks(Declarations declarations, Rules rules) {
        this.declarations = declarations;
        this.rules = rules;
    }

    /** The members of a checked type, those of its bases first. */
    List<Part.Field> members(Declaration.Structure object) {
        return membersOf.getOrDefault(object.name(), List.of());
    }

    void check(Declaration.Structure object) {
        Optional<Origin> origin = object.head().origin();
        if (origin.isEmpty() || membersOf.containsKey(object.name())) {
            return;
        }
        if (!begun.add(object.name())) {
            throw origin.get().refusal("object " + object.name() + " contains itself");
        }
        // Both ways: the types that this one contains may stand above it, and be checked by now, or below.
        requireShallow(++depth, origin.get());
        membersOf.put(object.name(), checked(object, origin.get()));
        depth--;
        depths.put(object.name(), 1 + depthWithin(object));
        requireShallow(depths.get(object.name()), origin.get());
    }

    private static void requireShallow(int depth, Origin origin) {
        if (depth > ObjectType.MAX_DEPTH) {
            throw origin.refusal("more than " + ObjectType.MAX_DEPTH + " objects contain each other");
        }
    }

    private int depthWithin(Declaration.Structure object) {
        Stream<String> branches = object.choice().stream()
                .flatMap(choice -> choice.branches().stream())
                .map(branch -> Declarations.nameOf(branch.type()));
        return Stream.concat(object.base().stream(), branches)
                .mapToInt(name -> depths.getOrDefault(name, 0))
                .max()
                .orElse(0);
    }

    private List<Part.Field> checked(Declaration.Structure object, Origin origin) {
        Checks.requireFeatures(object, origin, rules);
        Clashes<Part.Field> seen = new Clashes<>(rules);
        object.base().ifPresent(base -> addBase(base, seen, origin));
        for (Part.Field member : object.members()) {
            String itself = member.described(origin.name(), rules);
            declarations.requireType(member.type(), origin, itself);
            Checks.requireDistinct(member.features(), origin, rules);
            seen.add(member, origin);
        }
        object.choice().ifPresent(choice -> {
            new BranchCheck(declarations, rules, this).check(choice, seen, origin);
            addBranches(choice, seen, origin);
        });
        return seen.parts();
    }

    private void addBase(String name, Clashes<Part.Field> seen, Origin origin) {
        Declaration.Type base = declarations.requireType(name, origin, "'base'");
        if (!(base instanceof Declaration.Structure struct) || struct.choice().isPresent()) {
            throw origin.refusal("'base' requires a struct type, " + base.described() + " isn't");
        }
        check(struct);
        addTo(seen, struct, origin);
    }

    private void addTo(Clashes<Part.Field> seen, Declaration.Structure object, Origin origin) {
        members(object).forEach(member -> seen.add(member, origin));
        object.choice().ifPresent(choice -> addBranches(choice, seen, origin));
    }

    // Only one branch is there at a time: the members of different branches cannot clash.
    private void addBranches(Declaration.Choice choice, Clashes<Part.Field> seen, Origin origin) {
        for (Part.Branch branch : choice.branches()) {
            if (structure(branch.type()) instanceof Declaration.Structure object) {
                addTo(seen.copy(), object, origin);
            }
        }
    }

    private Declaration.@Nullable Type structure(TypeRef reference) {
        return declarations.type(Declarations.nameOf(reference)).orElse(null);
    }
}
