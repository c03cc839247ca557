package org.qmp4j.fake.model;

import java.util.Map;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.node.JsonNodeFactory;

/** A few HMP commands. Their errors are also a successful reply, with a text. */
final class HumanMonitor {
    private final RunState runState;
    private final String version;

    HumanMonitor(RunState runState, String version) {
        this.runState = runState;
        this.version = version;
    }

    Map<String, Behaviour> commands() {
        return Map.of("human-monitor-command", this::run);
    }

    private Answer run(Request request) {
        String line = request.text("command-line").strip();
        Answer unspoken = switch (line) {
            case "stop" -> runState.stop("paused");
            case "cont", "c" -> runState.cont();
            default -> Answer.done();
        };
        return unspoken.endingWith(new Answer.Returned(JsonNodeFactory.instance.stringNode(output(line))));
    }

    private String output(String line) {
        return switch (line) {
            case "info status" ->
                "VM status: " + (runState.isRunning() ? "running" : "paused (" + runState.status() + ")") + "\r\n";
            case "info version" -> version + "\r\n";
            case "", "info name", "info block", "stop", "cont", "c" -> "";
            default -> "unknown command: '" + line.split(" ", 2)[0] + "'\r\n";
        };
    }
}
