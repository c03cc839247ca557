package org.qmp4j.schema.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.Problem;
import org.qmp4j.schema.Problem.Kind;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;

/**
 * Holds an object against an object type, as QEMU does: the members in the order of the schema, those of the base first
 * and those of the union's branch last; then whether any other is there.
 */
public final class ObjectCheck {
    private final Schema schema;
    private final ValueCheck values;

    /** For the types of one schema. */
    public ObjectCheck(Schema schema) {
        this.schema = schema;
        this.values = new ValueCheck(schema, this);
    }

    /** The first problem, or null. */
    public @Nullable Problem check(ObjectType type, JsonNode value) {
        return Steps.run(steps -> check(type, value, JsonPlace.ROOT, steps));
    }

    /** The same for a type that names only some of the members that are legal. */
    public @Nullable Problem checkOpen(ObjectType type, JsonNode value) {
        return Steps.run(steps -> checkMembers(type, value, JsonPlace.ROOT, new HashSet<>(), steps));
    }

    /** The first problem of a value of any type, or null. */
    public @Nullable Problem check(TypeRef type, JsonNode value) {
        return Steps.run(steps -> values.check(type, value, JsonPlace.ROOT, steps));
    }

    @Nullable
    Problem check(ObjectType type, JsonNode value, JsonPlace at, Steps steps) {
        Set<String> known = new HashSet<>();
        steps.next(
                List.of(then -> checkMembers(type, value, at, known, then), then -> checkNoOthers(value, at, known)));
        return null;
    }

    private @Nullable Problem checkMembers(
            ObjectType type, JsonNode value, JsonPlace at, Set<String> known, Steps steps) {
        List<ObjectType.Member> members = schema.allMembers(type);
        members.forEach(member -> known.add(member.name()));
        List<Steps.Step> next = new ArrayList<>();
        for (ObjectType.Member member : members) {
            next.add(then -> checkMember(member, value, at, known, then));
        }
        ObjectType branch = type.variants()
                .map(variants -> branch(variants, value.path(variants.tag())))
                .orElse(null);
        if (branch != null) {
            next.add(then -> checkMembers(branch, value, at, known, then));
        }
        steps.next(next);
        return null;
    }

    private @Nullable ObjectType branch(ObjectType.Variants variants, JsonNode tag) {
        return variants.branches().stream()
                .filter(branch -> tag.isString() && branch.value().equals(tag.stringValue()))
                .findFirst()
                .map(branch -> schema.object(branch.type()))
                .orElse(null);
    }

    private @Nullable Problem checkMember(
            ObjectType.Member member, JsonNode object, JsonPlace at, Set<String> known, Steps steps) {
        JsonNode value = object.get(member.name());
        JsonPlace place = at.member(member.name());
        if (value != null) {
            return values.check(member.type(), value, place, steps);
        }
        if (member.optional()) {
            return null;
        }
        // The likeliest reason is a slip in a name that is there.
        List<String> others = object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .toList();
        String reason = "is missing" + NearestNames.slip(member.name(), others);
        return new Problem(Kind.MISSING, place.toString(), reason, "Parameter '" + place + "' is missing");
    }

    private static @Nullable Problem checkNoOthers(JsonNode object, JsonPlace at, Set<String> known) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                String reason = "is not known here" + NearestNames.hint(name, known);
                String place = at.member(name).toString();
                return new Problem(Kind.UNKNOWN_MEMBER, place, reason, "Parameter '" + place + "' is unexpected");
            }
        }
        return null;
    }
}
