package org.qmp4j.schema.merge;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.ObjectType.Member;
import org.qmp4j.schema.model.Schema;

/** An object type of the leading version with what the following one has in its places. */
final class ObjectMerge {
    private final Schema leader;
    private final Schema follower;
    private final Counterparts counterparts;
    private final MemberMerge members;
    private final Lead lead;
    private final Gone gone;

    ObjectMerge(Schema leader, Schema follower, Counterparts counterparts, Lead lead, Gone gone) {
        this.leader = leader;
        this.follower = follower;
        this.counterparts = counterparts;
        this.members = new MemberMerge(leader, follower, counterparts, lead, gone);
        this.lead = lead;
        this.gone = gone;
    }

    ObjectType merged(ObjectType type) {
        List<Member> all = members.merged(leader.allMembers(type), counterparts.usesOf(type.name()));
        Optional<ObjectType.Variants> variants = type.variants().map(those -> merged(type, those));
        Optional<String> base = type.base().filter(one -> keepsBase(type, one, all));
        Set<String> left = base.isPresent() && isPublishedUnion(type) ? names(type.members()) : names(all);
        base.ifPresent(one -> left.removeAll(names(mergedBase(one))));
        List<Member> own = all.stream().filter(one -> left.contains(one.name())).toList();
        return type.withBase(base).withMembers(own).withVariants(variants);
    }

    // A base that the merge changes would bring a member twice that moved between it and what derives from it.
    private boolean keepsBase(ObjectType type, String base, List<Member> all) {
        return isPublishedUnion(type) || shapes(all).containsAll(shapes(mergedBase(base)));
    }

    // Where its base has a name, that is a class, which must stay: what would need another one is left out.
    private boolean isPublishedUnion(ObjectType type) {
        return lead == Lead.OLDER
                && type.variants().isPresent()
                && type.base().filter(base -> !leader.object(base).implicit()).isPresent();
    }

    private static Set<String> names(List<Member> members) {
        return members.stream().map(Member::name).collect(Collectors.toCollection(HashSet::new));
    }

    private List<Member> mergedBase(String base) {
        return members.merged(leader.allMembers(leader.object(base)), counterparts.usesOf(base));
    }

    private static List<Member> shapes(List<Member> members) {
        return members.stream().map(one -> one.withAttributes(Attributes.NONE)).toList();
    }

    /** Parameters of a command or an event: those of both. */
    List<Member> parameters(Optional<String> leads, Optional<String> follows) {
        List<Member> now =
                leads.map(type -> leader.allMembers(leader.object(type))).orElse(List.of());
        List<Member> others = follows.map(type -> Flat.members(follower, follower.object(type)))
                .orElse(List.of());
        return members.merged(now, List.of(Use.of(others)));
    }

    /** A type that only the following version has: it has the members of a base that is merged as its own. */
    ObjectType added(ObjectType type) {
        return type.base().filter(counterparts::isMerged).isPresent()
                ? type.withBase(Optional.empty()).withMembers(follower.allMembers(type))
                : type;
    }

    private ObjectType.Variants merged(ObjectType type, ObjectType.Variants variants) {
        Map<String, ObjectType.Branch> branches = new LinkedHashMap<>();
        variants.branches().forEach(branch -> branches.put(branch.value(), branch));
        Values values = new Values(leader, type);
        counterparts.partnersOf(type.name()).stream()
                .flatMap(name -> follower.object(name).variants().stream())
                .filter(those -> those.tag().equals(variants.tag()))
                .flatMap(those -> those.branches().stream())
                // A value that both have, and for which only one has members: those are in the base.
                .filter(branch -> !values.mayBe(branch.value()) || !values.isEnum())
                .forEach(branch -> branches.putIfAbsent(branch.value(), added(branch)));
        return variants.withBranches(List.copyOf(branches.values()));
    }

    private ObjectType.Branch added(ObjectType.Branch branch) {
        Attributes attributes = lead == Lead.OLDER ? branch.attributes() : gone.mark(branch.attributes());
        return new ObjectType.Branch(branch.value(), counterparts.nameOf(branch.type()), attributes);
    }
}
