package org.qmp4j.fake.model;

import java.util.Map;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.JsonNode;

/** Whether the machine runs, and the commands that change it. */
public final class RunState {
    private final Completion completion;
    private String status;

    /** In that state, for example {@code prelaunch} or {@code running}. */
    RunState(Completion completion, String status) {
        this.completion = completion;
        this.status = status;
    }

    Map<String, Behaviour> commands() {
        return Map.of(
                "query-status", this::query,
                "stop", request -> stop("paused"),
                "cont", request -> cont(),
                "system_reset", request -> Answer.done().precededBy("RESET", reason("host-qmp-system-reset")),
                "system_powerdown", request -> Answer.done().precededBy("POWERDOWN", Json.NOTHING),
                "quit", request -> Answer.done().precededBy("SHUTDOWN", reason("host-qmp-quit")),
                "x-exit-preconfig", this::exitPreconfig);
    }

    /** For example {@code paused}. */
    String status() {
        return status;
    }

    boolean isRunning() {
        return status.equals("running");
    }

    boolean isBeforeTheMachine() {
        return status.equals("preconfig");
    }

    private static JsonNode reason(String reason) {
        return Json.object().put("guest", false).put("reason", reason);
    }

    private Answer query(Request request) {
        return Answer.returning(completion.of(
                "query-status", Json.object().put("status", status).put("running", isRunning())));
    }

    /** Stops it where it runs. */
    Answer stop(String becoming) {
        boolean ran = isRunning();
        status = ran || !becoming.equals("paused") ? becoming : status;
        return ran ? Answer.done().precededBy("STOP", Json.NOTHING) : Answer.done();
    }

    Answer cont() {
        boolean ran = isRunning();
        status = "running";
        return ran ? Answer.done() : Answer.done().precededBy("RESUME", Json.NOTHING);
    }

    private Answer exitPreconfig(Request request) {
        return isBeforeTheMachine()
                ? cont()
                : Answer.failing("The command is permitted only before machine initialization");
    }
}
