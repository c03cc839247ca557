package org.qmp4j.schema;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.check.NearestNames;
import org.qmp4j.schema.check.ObjectCheck;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;

/**
 * Says whether an answer or an event is one that a QEMU of a schema can send: for those who write what a QEMU says, in a
 * test for example. Immutable.
 *
 * <p>A path is one within the value that is returned, or within the event's data.
 */
public final class AnswerCheck {
    private final Schema schema;
    private final ObjectCheck objects;

    private AnswerCheck(Schema schema) {
        this.schema = schema;
        this.objects = new ObjectCheck(schema);
    }

    /** Checks answers and events against that schema. */
    public static AnswerCheck against(Schema schema) {
        return new AnswerCheck(schema);
    }

    /** That there is no such command; empty where there is. */
    public Optional<Problem> problemOfCommand(String command) {
        return schema.commands().containsKey(command)
                ? Optional.empty()
                : unknown("command", command, schema.commands().keySet());
    }

    /**
     * The first problem with what a command returns; empty if there is none.
     *
     * @param value the value of the member {@code return}
     */
    public Optional<Problem> problemOfReturn(String command, JsonNode value) {
        Command known = schema.commands().get(command);
        if (known == null) {
            return unknown("command", command, schema.commands().keySet());
        }
        TypeRef type = known.returns().orElse(null);
        return Optional.ofNullable(type == null ? empty(value) : objects.check(type, value));
    }

    private @Nullable Problem empty(JsonNode value) {
        return value.isObject()
                ? objects.check(Predefined.EMPTY, value)
                : new Problem(Problem.Kind.WRONG_TYPE, "", "must be an empty object");
    }

    /**
     * The first problem with an event; empty if there is none.
     *
     * @param data an object; an empty one for an event without data
     */
    public Optional<Problem> problemOfEvent(String event, JsonNode data) {
        Event known = schema.events().get(event);
        if (known == null) {
            return unknown("event", event, schema.events().keySet());
        }
        if (!data.isObject()) {
            return Optional.of(new Problem(Problem.Kind.WRONG_TYPE, "", "must be an object"));
        }
        ObjectType type = known.data().map(schema::object).orElse(Predefined.EMPTY);
        return Optional.ofNullable(objects.check(type, data));
    }

    private static Optional<Problem> unknown(String kind, String name, Set<String> names) {
        String reason = "there is no " + kind + " '" + name + "'" + NearestNames.hint(name, names);
        return Optional.of(new Problem(Problem.Kind.UNKNOWN_COMMAND, "", reason));
    }
}
