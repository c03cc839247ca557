package org.qmp4j.schema.diff;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qmp4j.schema.Change.Kind;
import org.qmp4j.schema.check.IntegerRange;
import org.qmp4j.schema.check.JsonKind;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/**
 * Compares what is at the same place of two schemas. Each pair of types is compared once, at the place nearest to a
 * command or an event: types may contain themselves. A pair that is known by two names is compared once in each member that
 * leads to it, for it has no place of its own.
 */
final class TypeComparison {
    private final Side before;
    private final Side after;
    private final Changes changes;
    private final ObjectComparison objects;
    private final Set<Pair> compared = new HashSet<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private record Pair(String old, String now, Optional<Place> place) {}

    TypeComparison(Side before, Side after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
        this.objects = new ObjectComparison(before, after, changes, this);
    }

    /** Compares the objects that the others led to. */
    void finish() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** Later, after all that waits already. */
    void compareObjects(ObjectType old, ObjectType now, Place place) {
        if (isNew(old, now, place)) {
            waiting.add(() -> objects.compare(old, now, placeOf(old, now, place)));
        }
    }

    void compare(TypeRef old, TypeRef now, Place place) {
        if (old instanceof TypeRef.ListOf oldList && now instanceof TypeRef.ListOf list) {
            compare(oldList.element(), list.element(), place.elements());
        } else if (before.isAlternate(old) || after.isAlternate(now)) {
            compareAlternates(old, now, place);
        } else if (old instanceof TypeRef.Named oldName && now instanceof TypeRef.Named name) {
            compareTypes(oldName, name, place);
        } else {
            report(kindOfChange(old, now), old, now, place);
        }
    }

    private void compareTypes(TypeRef.Named oldName, TypeRef.Named name, Place place) {
        Type old = before.type(oldName);
        Type now = after.type(name);
        if (old instanceof ObjectType oldObject && now instanceof ObjectType object) {
            compareObjects(oldObject, object, place);
        } else if (old instanceof EnumType oldEnum && now instanceof EnumType values) {
            compareEnums(oldEnum, values, place);
        } else if (!(old instanceof BuiltinType oldBuiltin
                && now instanceof BuiltinType builtin
                && isSame(oldBuiltin, builtin))) {
            report(kindOfChange(oldName, name), oldName, name, place);
        }
    }

    private void compareEnums(EnumType old, EnumType now, Place at) {
        if (!isNew(old, now, at)) {
            return;
        }
        Place place = placeOf(old, now, at);
        changes.compareFeatures(old.attributes(), now.attributes(), place);
        Map<String, EnumType.Value> oldValues = Named.byName(old.values(), EnumType.Value::name);
        Map<String, EnumType.Value> values = Named.byName(now.values(), EnumType.Value::name);
        oldValues.forEach((name, value) -> {
            EnumType.Value same = values.get(name);
            if (same == null) {
                changes.add(Kind.VALUE_REMOVED, place.value(name), "is gone");
            } else {
                changes.compareFeatures(value.attributes(), same.attributes(), place.value(name));
            }
        });
        values.keySet().stream()
                .filter(name -> !oldValues.containsKey(name))
                .forEach(name -> changes.add(Kind.VALUE_ADDED, place.value(name), "is new"));
    }

    private void compareAlternates(TypeRef old, TypeRef now, Place place) {
        Map<JsonKind, TypeRef> oldTypes = before.alternatives(old);
        Map<JsonKind, TypeRef> types = after.alternatives(now);
        oldTypes.forEach((kind, type) -> {
            TypeRef same = types.get(kind);
            if (same != null) {
                compare(type, same, place);
            }
        });
        boolean wider = hasMore(types, oldTypes);
        boolean narrower = hasMore(oldTypes, types);
        if (wider || narrower) {
            Kind kind = wider ? Kind.TYPE_WIDENED : Kind.TYPE_NARROWED;
            report(wider && narrower ? Kind.TYPE_CHANGED : kind, old, now, place);
        }
    }

    private static boolean hasMore(Map<JsonKind, TypeRef> these, Map<JsonKind, TypeRef> those) {
        return !those.containsKey(JsonKind.ANY)
                && (these.containsKey(JsonKind.ANY) || !those.keySet().containsAll(these.keySet()));
    }

    private boolean isSame(BuiltinType old, BuiltinType now) {
        boolean integers = old.json() == BuiltinType.Json.INT && now.json() == BuiltinType.Json.INT;
        return old.name().equals(now.name())
                || (integers && (!before.named() || IntegerRange.of(old.name()).equals(IntegerRange.of(now.name()))));
    }

    private Kind kindOfChange(TypeRef old, TypeRef now) {
        boolean wider = covers(after, now, before, old);
        boolean narrower = covers(before, old, after, now);
        return wider ? Kind.TYPE_WIDENED : narrower ? Kind.TYPE_NARROWED : Kind.TYPE_CHANGED;
    }

    /** Whether every value of one type is one of another of a different sort. */
    private static boolean covers(Side side, TypeRef type, Side otherSide, TypeRef other) {
        if (!(type instanceof TypeRef.Named named && side.type(named) instanceof BuiltinType builtin)) {
            return false;
        }
        if (builtin.json() == BuiltinType.Json.VALUE) {
            return true;
        }
        if (!(other instanceof TypeRef.Named otherName)) {
            return false;
        }
        Type narrow = otherSide.type(otherName);
        if (narrow instanceof BuiltinType small && small.json() == BuiltinType.Json.INT) {
            return builtin.json() == BuiltinType.Json.NUMBER
                    || (builtin.json() == BuiltinType.Json.INT
                            && IntegerRange.of(builtin.name()).contains(IntegerRange.of(small.name())));
        }
        return narrow instanceof EnumType && builtin.json() == BuiltinType.Json.STRING;
    }

    private void report(Kind kind, TypeRef old, TypeRef now, Place place) {
        changes.add(kind, place, "is now " + after.text(now) + ", was " + before.text(old));
    }

    private boolean isNew(Type old, Type now, Place place) {
        boolean otherName = before.named() && !old.name().equals(now.name());
        return compared.add(
                new Pair(old.name(), now.name(), otherName ? Optional.of(place.beginning()) : Optional.empty()));
    }

    // What a type has belongs to the type, where that has a name that both schemas know it by.
    private Place placeOf(Type old, Type now, Place place) {
        boolean implicit = now instanceof ObjectType object && object.implicit();
        return before.named() && old.name().equals(now.name()) && !implicit ? Place.ofType(now.name()) : place;
    }
}
