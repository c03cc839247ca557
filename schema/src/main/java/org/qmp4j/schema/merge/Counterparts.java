package org.qmp4j.schema.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.ObjectType.Member;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/**
 * Which types of two versions belong together: those that both use in the same place, whatever their names, and those of
 * the same name that no place brings together.
 */
final class Counterparts {
    private final Schema leader;
    private final Schema follower;
    private final Map<String, List<Use>> uses = new HashMap<>();
    private final Map<String, Set<String>> partners = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    Counterparts(Schema leader, Schema follower) {
        this.leader = leader;
        this.follower = follower;
        leader.commands().values().forEach(this::compareCommand);
        leader.events()
                .values()
                .forEach(event -> Optional.ofNullable(follower.events().get(event.name()))
                        .ifPresent(other -> compareParameters(event.data(), other.data())));
        finish();
        for (Type type : leader.types().values()) {
            Type other = follower.types().get(type.name());
            if (other != null && !partnersOf(type.name()).contains(other.name())) {
                compare(type, other);
                finish();
            }
        }
    }

    /** What the follower has in the places where the leader uses an object type; nothing where that is new. */
    List<Use> usesOf(String type) {
        return uses.getOrDefault(type, List.of());
    }

    /** The types of the follower that belong to one of the leader. */
    Set<String> partnersOf(String type) {
        return partners.getOrDefault(type, Set.of());
    }

    /** Whether a type of the follower is part of one of the leader. */
    boolean isMerged(String type) {
        return leader.types().containsKey(type) || names.containsKey(type);
    }

    /** The name that a type of the follower has in the merged schema. */
    String nameOf(String type) {
        return leader.types().containsKey(type) ? type : names.getOrDefault(type, type);
    }

    TypeRef nameOf(TypeRef type) {
        return type.withTypeName(this::nameOf);
    }

    private void finish() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private void compareCommand(Command command) {
        Command other = follower.commands().get(command.name());
        if (other == null) {
            return;
        }
        compareParameters(command.arguments(), other.arguments());
        if (command.returns().isPresent() && other.returns().isPresent()) {
            compare(command.returns().get(), other.returns().get());
        } else if (command.returns().isPresent()) {
            // It returned an empty object.
            addUse(command.returns().get().toString(), Use.of(List.of()));
        }
    }

    private void compareParameters(Optional<String> leads, Optional<String> follows) {
        if (leads.isEmpty() || follows.isEmpty()) {
            return;
        }
        ObjectType object = leader.object(leads.get());
        ObjectType other = follower.object(follows.get());
        if (leads.equals(follows) || object.variants().isPresent()) {
            compare(object, other);
        } else {
            compareMembers(leader.allMembers(object), Flat.members(follower, other));
        }
    }

    private void compare(TypeRef leads, TypeRef follows) {
        if (leads instanceof TypeRef.ListOf list && follows instanceof TypeRef.ListOf other) {
            compare(list.element(), other.element());
        } else if (leads instanceof TypeRef.Named named && follows instanceof TypeRef.Named other) {
            Type type = leader.type(named.name());
            Type otherType = follower.type(other.name());
            waiting.add(() -> compare(type, otherType));
        }
    }

    private void compare(Type leads, Type follows) {
        if (leads instanceof BuiltinType || follows instanceof BuiltinType) {
            return;
        }
        if (leads instanceof ObjectType object && follows instanceof ObjectType other) {
            compareObjects(object, other, new Branched("", List.of(), List.of()));
        } else if (leads instanceof AlternateType alternate) {
            compareAlternatives(alternate, follows);
        } else if (follows instanceof AlternateType alternate) {
            alternate.alternatives().forEach(one -> compareIfSameKind(leads, one.type()));
        } else if (leads instanceof EnumType && follows instanceof EnumType) {
            addPartner(leads, follows);
        }
    }

    private void compareAlternatives(AlternateType leads, Type follows) {
        List<TypeRef> others = List.of(TypeRef.named(follows.name()));
        if (follows instanceof AlternateType other) {
            if (!addPartner(leads, follows)) {
                return;
            }
            others = other.alternatives().stream()
                    .map(AlternateType.Alternative::type)
                    .toList();
        }
        for (AlternateType.Alternative one : leads.alternatives()) {
            if (one.type() instanceof TypeRef.Named named) {
                others.forEach(other -> compareIfSameKind(leader.type(named.name()), other));
            }
        }
    }

    private void compareIfSameKind(Type leads, TypeRef follows) {
        if (follows instanceof TypeRef.Named named
                && leads.getClass() == follower.type(named.name()).getClass()) {
            compare(TypeRef.named(leads.name()), follows);
        }
    }

    // A type may be renamed, but is only one: the first place says which.
    private boolean addPartner(Type leads, Type follows) {
        names.putIfAbsent(follows.name(), leads.name());
        return partners.computeIfAbsent(leads.name(), name -> new LinkedHashSet<>())
                .add(follows.name());
    }

    private void addUse(String type, Use use) {
        uses.computeIfAbsent(type, name -> new ArrayList<>()).add(use);
    }

    /** The union whose branch is compared, and the members of its base. */
    private record Branched(String union, List<Member> leads, List<Member> follows) {
        Branched within(ObjectType type, List<Member> moreLeads, List<Member> moreFollows) {
            return new Branched(
                    union + "/" + type.name(), Flat.together(moreLeads, leads), Flat.together(moreFollows, follows));
        }
    }

    private void compareObjects(ObjectType leads, ObjectType follows, Branched branched) {
        if (leads.equals(Predefined.EMPTY) || !seen.add(branched.union() + " " + leads.name() + " " + follows.name())) {
            return;
        }
        addPartner(leads, follows);
        List<Member> members = leader.allMembers(leads);
        Values values = new Values(leader, leads);
        boolean sameTag = values.tag().isPresent() && values.tag().equals(new Values(follower, follows).tag());
        List<Member> others =
                Flat.members(follower, follows, value -> !sameTag || (values.mayBe(value) && !values.hasBranch(value)));
        addUse(leads.name(), new Use(others, branched.leads(), branched.follows()));
        compareMembers(members, others);
        compareBranches(leads, follows, branched.within(leads, members, others));
    }

    private void compareMembers(List<Member> leads, List<Member> follows) {
        Map<String, Member> others = new HashMap<>();
        follows.forEach(one -> others.put(one.name(), one));
        for (Member member : leads) {
            Member other = others.get(member.name());
            if (other != null) {
                compare(member.type(), other.type());
            }
        }
    }

    private void compareBranches(ObjectType leads, ObjectType follows, Branched base) {
        Values values = new Values(leader, leads);
        Values others = new Values(follower, follows);
        for (ObjectType.Branch branch : leads.branches()) {
            ObjectType type = leader.object(branch.type());
            boolean sameTag = values.tag().equals(others.tag());
            if (sameTag && others.hasBranch(branch.value())) {
                compareObjects(type, others.branch(branch.value()), base);
                continue;
            }
            compareMembers(leader.allMembers(type), base.follows());
            // The other version has such objects too: what is not among their members, they lack.
            if (others.mayHave(values.tag().orElseThrow(), branch.value())) {
                addUse(type.name(), new Use(List.of(), base.leads(), base.follows()));
            }
        }
    }
}
