package org.qmp4j.fake;

import java.util.Optional;
import org.qmp4j.fake.net.Loop;
import org.qmp4j.fake.script.Stubbing;
import org.qmp4j.protocol.Secrets;
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
        check.flatMap(rules -> rules.problemOfCommand(command)).ifPresent(problem -> refuse("", problem.toString()));
    }

    @Override
    public void checkReturn(String command, JsonNode value) {
        Optional<Problem> problem = check.flatMap(rules -> rules.problemOfReturn(command, value));
        problem.ifPresent(wrong -> refuse("'" + command + "' cannot return ", Secrets.inAnswer(command), value, wrong));
    }

    @Override
    public void checkEvent(String event, JsonNode data) {
        Optional<Problem> problem = check.flatMap(rules -> rules.problemOfEvent(event, data));
        problem.ifPresent(wrong -> refuse("the event '" + event + "' cannot be ", Secrets.inEvent(event), data, wrong));
    }

    private static void refuse(String what, Secrets secrets, JsonNode value, Problem problem) {
        String reason = secrets.andTexts(secrets.textsIn(value)).maskText(problem.toString());
        refuse(what + secrets.mask(value) + ": ", reason);
    }

    private static void refuse(String what, String problem) {
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
