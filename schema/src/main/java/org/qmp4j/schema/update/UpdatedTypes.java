package org.qmp4j.schema.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.check.JsonKind;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.AlternateType.Alternative;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;

/** The types of the newer version. */
final class UpdatedTypes {
    private final Schema then;
    private final Schema now;
    private final Switches switches;
    private final Marks marks;
    private final UpdatedMembers members;

    UpdatedTypes(Schema then, Schema now, Switches switches, Marks marks) {
        this.then = then;
        this.now = now;
        this.switches = switches;
        this.marks = marks;
        this.members = new UpdatedMembers(then, now, switches, marks);
    }

    UpdatedMembers members() {
        return members;
    }

    /** Of what introspection does not show all is as before. */
    Type updated(Type type) {
        @Nullable Type newer = now.types().get(type.name());
        if (type instanceof EnumType before && newer instanceof EnumType after) {
            return updated(before, after);
        }
        if (type instanceof AlternateType before && newer instanceof AlternateType after) {
            return updated(before, after);
        }
        return type instanceof ObjectType object ? updated(object) : type;
    }

    private EnumType updated(EnumType before, EnumType after) {
        Map<String, EnumType.Value> known = Ordered.byName(before.values(), EnumType.Value::name);
        List<EnumType.Value> values = new ArrayList<>();
        for (EnumType.Value value : after.values()) {
            EnumType.@Nullable Value same = known.get(value.name());
            values.add(value.withAttributes(
                    same == null
                            ? marks.fresh(value.attributes())
                            : marks.updated(same.attributes(), value.attributes())));
        }
        return before.withValues(Ordered.merge(
                        values, before.values(), one -> switches.mayHide(one.attributes()), EnumType.Value::name))
                .withAttributes(marks.updated(before.attributes(), after.attributes()));
    }

    // Introspection names no alternatives: they are the same where they are of the same kind.
    private AlternateType updated(AlternateType before, AlternateType after) {
        Map<JsonKind, Alternative> known = before.alternatives().stream()
                .collect(Collectors.toMap(one -> JsonKind.of(one.type(), then), Function.identity()));
        List<Alternative> all = new ArrayList<>();
        for (Alternative one : after.alternatives()) {
            @Nullable Alternative same = known.get(JsonKind.of(one.type(), now));
            all.add(
                    same == null
                            ? fresh(one)
                            : new Alternative(
                                    same.name(),
                                    members.type(one.type(), Optional.of(same.type())),
                                    marks.updated(same.attributes(), one.attributes())));
        }
        return before.withAlternatives(Ordered.merge(
                        all, before.alternatives(), one -> switches.mayHide(one.attributes()), Alternative::name))
                .withAttributes(marks.updated(before.attributes(), after.attributes()));
    }

    private Alternative fresh(Alternative one) {
        return new Alternative(one.name(), one.type(), marks.fresh(one.attributes()));
    }

    private ObjectType updated(ObjectType object) {
        @Nullable ObjectType newer = now.types().get(object.name()) instanceof ObjectType same ? same : null;
        Optional<String> base = members.baseOf(object);
        ObjectType updated = object.withBase(base).withMembers(members.ownOf(object, base));
        return newer == null
                ? updated
                : updated.withVariants(variants(object, newer))
                        .withAttributes(marks.updated(object.attributes(), newer.attributes()));
    }

    private Optional<ObjectType.Variants> variants(ObjectType before, ObjectType after) {
        if (after.variants().isEmpty()) {
            return Optional.empty();
        }
        String tag = after.variants().get().tag();
        List<ObjectType.Branch> old = before.branches();
        Map<String, ObjectType.Branch> known = Ordered.byName(old, ObjectType.Branch::value);
        List<ObjectType.Branch> branches = new ArrayList<>();
        for (ObjectType.Branch branch : after.branches()) {
            ObjectType.@Nullable Branch same = known.get(branch.value());
            boolean named = then.types().containsKey(branch.type());
            if (named || !isEmpty(now.object(branch.type()))) {
                Attributes attributes = same == null ? marks.fresh(branch.attributes()) : same.attributes();
                branches.add(new ObjectType.Branch(branch.value(), branch.type(), attributes));
            }
        }
        return Optional.of(new ObjectType.Variants(
                tag, Ordered.merge(branches, old, branch -> isHidden(branch, after), ObjectType.Branch::value)));
    }

    // The build has not the value, or has nothing of what the branch brings.
    private boolean isHidden(ObjectType.Branch branch, ObjectType after) {
        boolean valueIsThere =
                after.branches().stream().anyMatch(one -> one.value().equals(branch.value()));
        return valueIsThere
                ? then.allMembers(then.object(branch.type())).stream()
                        .allMatch(member -> switches.mayHide(member.attributes()))
                : switches.mayHide(branch.attributes());
    }

    private static boolean isEmpty(ObjectType object) {
        return object.members().isEmpty() && object.variants().isEmpty();
    }

    /** An object type that only the newer version has. */
    ObjectType fresh(ObjectType object) {
        List<ObjectType.Branch> branches = object.branches().stream()
                .filter(branch -> !isEmpty(now.object(branch.type())))
                .toList();
        ObjectType fresh = object.withBase(Optional.empty())
                .withVariants(object.variants().map(all -> all.withBranches(branches)));
        if (isOfKnown(object)) {
            fresh = fresh.withMembers(
                    object.members().stream().map(members::fresh).toList());
        }
        return object.implicit() ? fresh : fresh.withAttributes(marks.fresh(object.attributes()));
    }

    // What an older command has as its first arguments, for example.
    private boolean isOfKnown(ObjectType parameters) {
        String owner = parameters.name().replaceFirst("^q_obj_(.*)-arg$", "$1");
        return parameters.implicit()
                && (then.commands().containsKey(owner) || then.events().containsKey(owner));
    }
}
