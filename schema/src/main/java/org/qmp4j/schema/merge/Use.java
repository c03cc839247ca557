package org.qmp4j.schema.merge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.qmp4j.schema.model.ObjectType.Member;

/**
 * What the following version has where the leading one uses an object type.
 *
 * @param follows the members of the object there
 * @param besideLeads where the type is a union's branch: the members of the base, which stand in the same JSON object
 * @param besideFollows the same in the following version
 */
record Use(List<Member> follows, List<Member> besideLeads, List<Member> besideFollows) {
    static Use of(List<Member> follows) {
        return new Use(follows, List.of(), List.of());
    }

    /** The member of that name in the following version's JSON object. */
    Optional<Member> find(String name) {
        return Stream.concat(follows.stream(), besideFollows.stream())
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    /** Whether the leading version has a member of that name in the base. */
    boolean isBeside(String name) {
        return besideLeads.stream().anyMatch(one -> one.name().equals(name));
    }
}
