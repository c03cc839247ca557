package org.qmp4j.fake.model;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;

/** Programs that the guest runs: each exits at once, with success and without output. */
final class AgentPrograms {
    private final Set<Long> ended = new HashSet<>();
    private long next = 4000;

    Map<String, Behaviour> commands() {
        return Map.of("guest-exec", this::run, "guest-exec-status", this::status);
    }

    private Answer run(Request request) {
        ended.add(next);
        return Answer.returning(Json.object().put("pid", next++));
    }

    /** The agent reports the exit of a program once, and then forgets it. */
    private Answer status(Request request) {
        return ended.remove(request.argument("pid").asLong())
                ? Answer.returning("{'exited':true,'exitcode':0}")
                : Answer.failing("Invalid parameter 'pid'");
    }
}
