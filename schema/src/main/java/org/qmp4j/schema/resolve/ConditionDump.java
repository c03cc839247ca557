package org.qmp4j.schema.resolve;

import java.util.List;
import java.util.stream.Collectors;
import org.qmp4j.schema.model.Condition;

/** Prints a condition as Python prints what the schema says. */
final class ConditionDump {
    private ConditionDump() {}

    static String whole(Condition condition) {
        return condition instanceof Condition.Switch one ? one.name() : inner(condition);
    }

    private static String inner(Condition condition) {
        if (condition instanceof Condition.All all) {
            return "{'all': " + list(all.conditions()) + "}";
        }
        if (condition instanceof Condition.Any any) {
            return "{'any': " + list(any.conditions()) + "}";
        }
        if (condition instanceof Condition.Not not) {
            return "{'not': " + inner(not.condition()) + "}";
        }
        return "'" + ((Condition.Switch) condition).name() + "'";
    }

    private static String list(List<Condition> conditions) {
        return conditions.stream().map(ConditionDump::inner).collect(Collectors.joining(", ", "[", "]"));
    }
}
