package org.qmp4j.schema.diff;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qmp4j.schema.Change.Kind;
import org.qmp4j.schema.diff.Side.Owned;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;

/** Compares two object types: their members, those of bases included, and the branches of unions. */
final class ObjectComparison {
    private final Side before;
    private final Side after;
    private final Changes changes;
    private final TypeComparison types;

    ObjectComparison(Side before, Side after, Changes changes, TypeComparison types) {
        this.before = before;
        this.after = after;
        this.changes = changes;
        this.types = types;
    }

    void compare(ObjectType old, ObjectType now, Place place) {
        changes.compareFeatures(old.attributes(), now.attributes(), place);
        Map<String, Owned> oldMembers = before.members(old);
        Map<String, Owned> members = after.members(now);
        oldMembers.forEach((name, owned) -> {
            boolean shared = isShared(owned, old, after, now);
            Place at = placeOf(owned, shared, place);
            Owned same = members.get(name);
            if (same == null) {
                changes.add(Kind.MEMBER_REMOVED, at, "is gone");
            } else {
                compareMembers(owned.member(), same.member(), at);
            }
        });
        members.forEach((name, owned) -> {
            if (!oldMembers.containsKey(name)) {
                boolean shared = isShared(owned, now, before, old);
                String text = owned.member().optional() ? "is new and optional" : "is new and mandatory";
                changes.add(Kind.MEMBER_ADDED, placeOf(owned, shared, place), text);
            }
        });
        compareBranches(old, now, place);
    }

    private static boolean isShared(Owned owned, ObjectType object, Side otherSide, ObjectType other) {
        String owner = owned.owner().name();
        return !owner.equals(object.name()) && otherSide.derives(other, owner);
    }

    // A member of a base that both have changed there, and not in each type that derives from it.
    private Place placeOf(Owned owned, boolean shared, Place place) {
        Place owner = before.named() && shared ? Place.ofType(owned.owner().name()) : place;
        return owner.member(owned.member().name());
    }

    private void compareMembers(ObjectType.Member old, ObjectType.Member now, Place place) {
        if (!old.optional() && now.optional()) {
            changes.add(Kind.BECAME_OPTIONAL, place, "is now optional");
        } else if (old.optional() && !now.optional()) {
            changes.add(Kind.BECAME_MANDATORY, place, "is now mandatory");
        }
        changes.compareFeatures(old.attributes(), now.attributes(), place);
        types.compare(old.type(), now.type(), place);
    }

    private void compareBranches(ObjectType old, ObjectType now, Place place) {
        Optional<String> oldTag = old.variants().map(ObjectType.Variants::tag);
        Optional<String> newTag = now.variants().map(ObjectType.Variants::tag);
        Optional<String> tag = newTag.or(() -> oldTag);
        if (tag.isEmpty()) {
            return;
        }
        if (oldTag.isPresent() && newTag.isPresent() && !oldTag.equals(newTag)) {
            String text = "is now selected by '" + newTag.get() + "', was by '" + oldTag.get() + "'";
            changes.add(Kind.TYPE_CHANGED, place, text);
            return;
        }
        Map<String, ObjectType> oldBranches = before.branches(old);
        Map<String, ObjectType> branches = after.branches(now);
        Set<String> values = new LinkedHashSet<>(oldTag.isPresent() ? oldBranches.keySet() : branches.keySet());
        if (oldTag.isPresent() && newTag.isPresent()) {
            // A value that is new or gone says so itself, with all that it brings.
            values.retainAll(branches.keySet());
        }
        for (String value : values) {
            types.compareObjects(
                    oldBranches.getOrDefault(value, Predefined.EMPTY),
                    branches.getOrDefault(value, Predefined.EMPTY),
                    place.branch(tag.get(), value));
        }
    }
}
