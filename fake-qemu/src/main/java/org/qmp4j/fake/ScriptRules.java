package org.qmp4j.fake;

import java.util.Optional;
import org.qmp4j.fake.net.Loop;
import org.qmp4j.fake.script.Stubbing;
import org.qmp4j.schema.AnswerCheck;
import org.qmp4j.schema.Problem;
import tools.jackson.databind.JsonNode;

/** Rejects scripts with answers and events that no QEMU sends. */
final class ScriptRules implements Stubbing.Rules {
    private final Loop loop;
    private final Optional<AnswerCheck> check;

    /** Without a check everything goes. */
    ScriptRules(Loop loop, Optional<AnswerCheck> check) {
        this.loop = loop;
        this.check = check;
    }

    @Override
    public void checkCommand(String command) {
        check.flatMap(rules -> rules.problemOfCommand(command)).ifPresent(problem -> refuse("", problem));
    }

    @Override
    public void checkReturn(String command, JsonNode value) {
        check.flatMap(rules -> rules.problemOfReturn(command, value))
                .ifPresent(problem -> refuse("'" + command + "' cannot return " + value + ": ", problem));
    }

    @Override
    public void checkEvent(String event, JsonNode data) {
        check.flatMap(rules -> rules.problemOfEvent(event, data))
                .ifPresent(problem -> refuse("the event '" + event + "' cannot be " + data + ": ", problem));
    }

    private static void refuse(String what, Problem problem) {
        throw new IllegalArgumentException(
                what + problem + " (a fake that is not to check answers is made with unchecked())");
    }

    @Override
    public void change(Runnable change) {
        loop.call(() -> {
            change.run();
            return true;
        });
    }
}
