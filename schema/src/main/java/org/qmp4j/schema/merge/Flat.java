package org.qmp4j.schema.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.ObjectType.Member;
import org.qmp4j.schema.model.Schema;

/** The members of an object with those of its branches, which are there for some values only and so are optional. */
final class Flat {
    private Flat() {}

    /** With the branches of all values. */
    static List<Member> members(Schema schema, ObjectType object) {
        return members(schema, object, value -> true);
    }

    /** With the branches of these values. */
    static List<Member> members(Schema schema, ObjectType object, Predicate<String> values) {
        Map<String, Member> members = new LinkedHashMap<>();
        schema.allMembers(object).forEach(one -> members.put(one.name(), one));
        object.branches().stream()
                .filter(branch -> values.test(branch.value()))
                .flatMap(branch -> members(schema, schema.object(branch.type())).stream())
                .forEach(one -> members.putIfAbsent(one.name(), one.asOptional()));
        return new ArrayList<>(members.values());
    }

    /** Both lists; where both have a member, the first one's. */
    static List<Member> together(List<Member> first, List<Member> second) {
        Map<String, Member> members = new LinkedHashMap<>();
        first.forEach(one -> members.put(one.name(), one));
        second.forEach(one -> members.putIfAbsent(one.name(), one));
        return List.copyOf(members.values());
    }
}
