package org.qmp4j.fake.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.node.JsonNodeFactory;

/** A small guest agent without a guest: files are in memory, and programs exit at once without output. */
public final class AgentModel {
    /** What runs while the file systems are frozen. */
    private static final Set<String> WHEN_FROZEN = Set.of(
            "guest-ping",
            "guest-info",
            "guest-sync",
            "guest-sync-delimited",
            "guest-fsfreeze-status",
            "guest-fsfreeze-thaw");

    private final Schema schema;
    private final String version;
    private final Map<String, Behaviour> commands = new HashMap<>();
    private boolean frozen;

    /** One of a guest that has just begun. */
    public AgentModel(Schema schema, String version) {
        this.schema = schema;
        this.version = version;
        commands.put("guest-ping", request -> Answer.done());
        commands.put("guest-sync", request -> Answer.returning(request.argument("id")));
        commands.put("guest-sync-delimited", request -> Answer.returning(request.argument("id")));
        commands.put("guest-info", this::info);
        commands.put("guest-get-host-name", request -> Answer.returning("{'host-name':'fake-guest'}"));
        commands.put("guest-get-osinfo", request -> Answer.returning("{'id':'fake','name':'Fake OS'}"));
        commands.put("guest-get-time", request -> Answer.returning("1700000000000000000"));
        commands.put("guest-network-get-interfaces", request -> Answer.returning("[{'name':'lo'}]"));
        commands.put("guest-fsfreeze-status", request -> Answer.returning(frozen ? "'frozen'" : "'thawed'"));
        commands.put("guest-fsfreeze-freeze", request -> freeze(true));
        commands.put("guest-fsfreeze-thaw", request -> freeze(false));
        commands.put("guest-shutdown", AgentModel::shutDown);
        for (String silent : Set.of("guest-suspend-disk", "guest-suspend-ram", "guest-suspend-hybrid")) {
            commands.put(silent, request -> Answer.silence());
        }
        commands.putAll(new AgentFiles().commands());
        commands.putAll(new AgentPrograms().commands());
    }

    /** What a command does; empty where the model does not know it. */
    public Optional<Behaviour> behaviour(String command) {
        return Optional.ofNullable(commands.get(command));
    }

    /** The agent's error for a command while the file systems are frozen; empty if the command is allowed. */
    public Optional<Answer> disabled(Request request) {
        return frozen && !WHEN_FROZEN.contains(request.command())
                ? Optional.of(Answer.failing(
                        "CommandNotFound",
                        "Command " + request.command() + " has been disabled: the agent is in frozen state"))
                : Optional.empty();
    }

    private static Answer shutDown(Request request) {
        String mode = request.arguments().path("mode").asString("powerdown");
        return Set.of("halt", "powerdown", "reboot").contains(mode)
                ? Answer.silence()
                : Answer.failing("Invalid parameter 'mode'");
    }

    private Answer freeze(boolean wanted) {
        boolean changed = frozen != wanted;
        frozen = wanted;
        return Answer.returning(JsonNodeFactory.instance.numberNode(changed ? 1 : 0));
    }

    private Answer info(Request request) {
        return Answer.returning(Json.object()
                .put("version", version)
                .set(
                        "supported_commands",
                        Json.list(schema.commands().values().stream()
                                .map(command -> Json.object()
                                        .put("name", command.name())
                                        .put("enabled", !frozen || WHEN_FROZEN.contains(command.name()))
                                        .put("success-response", command.flags().successResponse()))
                                .toList())));
    }
}
