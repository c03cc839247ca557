package org.qmp4j.fake.session;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether a message is a command at all: the members that it may have, and of which kind they are. */
final class CommandShapeCheck {
    private static final Set<String> MEMBERS = Set.of("execute", "exec-oob", "arguments", "id");

    private CommandShapeCheck() {}

    /** QEMU's error for a message that is not a command, or null for a command. */
    static @Nullable String objection(JsonNode message, boolean outOfBand) {
        if (!message.isObject()) {
            return "QMP input must be a JSON object";
        }
        for (Map.Entry<String, JsonNode> member : message.properties()) {
            String name = member.getKey();
            if (!MEMBERS.contains(name) || (name.equals("exec-oob") && !outOfBand)) {
                return "QMP input member '" + name + "' is unexpected";
            }
            if (name.startsWith("exec") && !member.getValue().isString()) {
                return "QMP input member '" + name + "' must be a string";
            }
            if (name.equals("arguments") && !member.getValue().isObject()) {
                return "QMP input member 'arguments' must be an object";
            }
        }
        if (message.has("execute") && message.has("exec-oob")) {
            return "QMP input member 'exec-oob' clashes with 'execute'";
        }
        return message.has("execute") || message.has("exec-oob") ? null : "QMP input lacks member 'execute'";
    }
}
