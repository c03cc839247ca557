package org.qmp4j.schema.model;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** When a thing is part of a build of QEMU: the {@code if} of the schema language. */
public sealed interface Condition {
    /** Whether the thing is there, given which configuration switches are set. */
    boolean holds(Predicate<? super String> isSet);

    /** The same, for the names of the switches that are set, for example {@code CONFIG_LINUX}. */
    default boolean holds(Set<String> switches) {
        return holds((Predicate<String>) switches::contains);
    }

    /** One configuration switch, for example {@code CONFIG_LINUX}. */
    record Switch(String name) implements Condition {
        @Override
        public boolean holds(Predicate<? super String> isSet) {
            return isSet.test(name);
        }
    }

    /** All of several conditions. */
    record All(List<Condition> conditions) implements Condition {
        /** Copies the list. */
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Predicate<? super String> isSet) {
            return conditions.stream().allMatch(condition -> condition.holds(isSet));
        }
    }

    /** At least one of several conditions. */
    record Any(List<Condition> conditions) implements Condition {
        /** Copies the list. */
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Predicate<? super String> isSet) {
            return conditions.stream().anyMatch(condition -> condition.holds(isSet));
        }
    }

    /** The opposite of a condition. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Predicate<? super String> isSet) {
            return !condition.holds(isSet);
        }
    }
}
