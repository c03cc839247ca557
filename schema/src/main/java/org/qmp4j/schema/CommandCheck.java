package org.qmp4j.schema;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.check.NearestNames;
import org.qmp4j.schema.check.ObjectCheck;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Says before it is sent whether a command is what a schema asks for: the checks that QEMU makes of the arguments
 * before it does anything.
 *
 * <p>The schema may come from source, from facts or from introspection; introspection does not have the width of
 * integers, so no range is checked against it that is narrower than 64 bits. What a schema has under a condition
 * ({@code if}) counts as there: see {@link QemuBuild} for the schema of one build. Immutable.
 *
 * <p>A command without a problem can still fail: nothing here knows which devices, nodes and files there are.
 */
public final class CommandCheck {
    private static final JsonNode NONE = JsonNodeFactory.instance.objectNode();

    private final Schema schema;
    private final ObjectCheck objects;

    private CommandCheck(Schema schema) {
        this.schema = schema;
        this.objects = new ObjectCheck(schema);
    }

    /** Checks commands against that schema. */
    public static CommandCheck against(Schema schema) {
        return new CommandCheck(schema);
    }

    /**
     * The first problem, in QEMU's order; empty where the schema has nothing against the command.
     *
     * @param arguments an object; null where the command is sent without
     */
    public Optional<Problem> problem(String name, @Nullable JsonNode arguments) {
        Command command = schema.commands().get(name);
        if (command == null) {
            String reason = "there is no command '" + name + "'"
                    + NearestNames.hint(name, schema.commands().keySet());
            return Optional.of(new Problem(Problem.Kind.UNKNOWN_COMMAND, "", reason));
        }
        if (arguments != null && !arguments.isObject()) {
            return Optional.of(new Problem(Problem.Kind.WRONG_TYPE, "", "the arguments must be an object"));
        }
        return Optional.ofNullable(check(command, arguments == null ? NONE : arguments));
    }

    private @Nullable Problem check(Command command, JsonNode arguments) {
        ObjectType type = command.arguments().map(schema::object).orElse(Predefined.EMPTY);
        return takesAnyMember(command) ? objects.checkOpen(type, arguments) : objects.check(type, arguments);
    }

    // Introspection does not show which commands these are. There is one: the properties of a device are its arguments.
    private static boolean takesAnyMember(Command command) {
        return !command.flags().gen() || command.name().equals("device_add");
    }
}
