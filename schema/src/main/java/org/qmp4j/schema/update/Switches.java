package org.qmp4j.schema.update;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;

/**
 * Which conditions of a schema do not hold in a build, found by what that build has: of what has a condition, most is missing.
 * Most, not all: a newer version may have dropped one of such things, or have one without a condition.
 */
final class Switches {
    private final Map<Condition, Integer> balance = new HashMap<>();

    /**
     * Finds them.
     *
     * @param source with conditions
     * @param build of the same or a newer version, as introspection shows it; the same types have the same names
     */
    Switches(Schema source, Schema build) {
        for (Command command : source.commands().values()) {
            count(command.attributes(), build.commands().containsKey(command.name()));
        }
        for (Event event : source.events().values()) {
            count(event.attributes(), build.events().containsKey(event.name()));
        }
        source.types().values().forEach(type -> {
            if (type instanceof EnumType then && build.types().get(type.name()) instanceof EnumType now) {
                count(then.values(), EnumType.Value::name, EnumType.Value::attributes, now.values());
            } else if (type instanceof ObjectType then && build.types().get(type.name()) instanceof ObjectType now) {
                count(
                        source.allMembers(then),
                        ObjectType.Member::name,
                        ObjectType.Member::attributes,
                        build.allMembers(now));
            }
        });
    }

    private <T> void count(List<T> all, Function<T, String> name, Function<T, Attributes> attributes, List<T> present) {
        Set<String> names = new HashSet<>(present.stream().map(name).toList());
        all.forEach(one -> count(attributes.apply(one), names.contains(name.apply(one))));
    }

    private void count(Attributes attributes, boolean present) {
        attributes.condition().ifPresent(condition -> balance.merge(condition, present ? 1 : -1, Integer::sum));
    }

    /** Whether its version may have it although the build has not: it has a condition, which does not hold there. */
    boolean mayHide(Attributes attributes) {
        return mayHide(attributes.condition());
    }

    /** As {@link #mayHide(Attributes)}. In doubt a condition does not hold. */
    boolean mayHide(Optional<Condition> condition) {
        return condition.map(one -> balance.getOrDefault(one, 0) <= 0).orElse(false);
    }
}
