package org.qmp4j.schema.merge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.ObjectType.Member;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;

/** The members of an object of the leading version with those that the following one has in its places. */
final class MemberMerge {
    private final Schema leader;
    private final Schema follower;
    private final Counterparts counterparts;
    private final Lead lead;
    private final Gone gone;

    MemberMerge(Schema leader, Schema follower, Counterparts counterparts, Lead lead, Gone gone) {
        this.leader = leader;
        this.follower = follower;
        this.counterparts = counterparts;
        this.lead = lead;
        this.gone = gone;
    }

    List<Member> merged(List<Member> members, List<Use> uses) {
        Map<String, Member> all = new LinkedHashMap<>();
        members.forEach(one -> all.put(one.name(), together(one, uses)));
        for (Use use : uses) {
            use.follows().forEach(one -> all.putIfAbsent(one.name(), added(one, use)));
        }
        return List.copyOf(all.values());
    }

    private Member together(Member member, List<Use> uses) {
        List<Optional<Member>> others =
                uses.stream().map(use -> use.find(member.name())).toList();
        boolean everywhere = others.stream()
                .allMatch(one -> one.filter(other -> !other.optional()).isPresent());
        Optional<Member> other = others.stream().flatMap(Optional::stream).findFirst();
        if (lead == Lead.NEWER) {
            TypeRef type = other.map(one -> wider(member.type(), one.type())).orElse(member.type());
            return new Member(member.name(), type, member.optional() || !everywhere, member.attributes());
        }
        boolean omitted = !member.optional() && (member.omitted() || !everywhere);
        Attributes attributes =
                other.isPresent() || uses.isEmpty() ? member.attributes() : gone.mark(member.attributes());
        return new Member(member.name(), member.type(), member.optional(), omitted, attributes);
    }

    // What only the following version has; or the leading one has it in the base, and the other in the branch.
    private Member added(Member member, Use use) {
        Member renamed = member.withType(counterparts.nameOf(member.type()));
        if (use.isBeside(member.name())) {
            return renamed;
        }
        Attributes attributes = lead == Lead.NEWER ? gone.mark(renamed.attributes()) : renamed.attributes();
        return renamed.asOptional().withAttributes(attributes);
    }

    // What holds the values of both: the older version had a choice where the newer one has one of its types.
    private TypeRef wider(TypeRef leads, TypeRef follows) {
        boolean isChoice = follower.types().get(follows.toString()) instanceof AlternateType alternate
                && !(leader.types().get(leads.toString()) instanceof AlternateType)
                && alternate.alternatives().stream()
                        .anyMatch(one -> counterparts.nameOf(one.type()).equals(leads));
        boolean isWider = follows.toString().equals("any")
                || (follows.toString().equals("number") && leads.toString().equals("int"));
        return isChoice || isWider ? counterparts.nameOf(follows) : leads;
    }
}
