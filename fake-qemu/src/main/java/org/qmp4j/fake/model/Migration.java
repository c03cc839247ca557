package org.qmp4j.fake.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A migration that goes nowhere, but on: each step takes a moment. */
final class Migration {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final long TOTAL_BYTES = 1L << 30;
    private static final int STEPS = 4;

    private final World world;
    private final Completion completion;
    private final RunState runState;
    private final List<String> known;
    private final Map<String, Boolean> capabilities = new LinkedHashMap<>();
    private final ObjectNode parameters = Json.object();
    private String status = "none";
    /** Of how many steps memory has been sent. */
    private int sent;
    /** One that was cancelled must not be finished by a timer of its own. */
    private int number;

    Migration(World world, Completion completion, RunState runState, List<String> known) {
        this.world = world;
        this.completion = completion;
        this.runState = runState;
        this.known = known;
    }

    Map<String, Behaviour> commands() {
        return Map.of(
                "migrate", this::migrate,
                "migrate_cancel", this::cancel,
                "query-migrate", this::query,
                "migrate-set-parameters", this::setParameters,
                "query-migrate-parameters", request -> Answer.returning(completion.of(request.command(), parameters)),
                "migrate-set-capabilities", this::setCapabilities,
                "query-migrate-capabilities", this::queryCapabilities);
    }

    private boolean isGoingOn() {
        return status.equals("setup") || status.equals("active");
    }

    private Answer migrate(Request request) {
        if (isGoingOn()) {
            return Answer.failing("There's a migration process in progress");
        }
        sent = 0;
        number++;
        become("setup");
        later(() -> {
            become("active");
            later(this::send);
        });
        return Answer.done();
    }

    private void send() {
        sent++;
        if (sent < STEPS) {
            later(this::send);
            return;
        }
        runState.stop("postmigrate").before().forEach(event -> world.emit(event.name(), event.data()));
        become("completed");
    }

    private void later(Runnable step) {
        int mine = number;
        world.later(STEP, () -> {
            if (mine == number && isGoingOn()) {
                step.run();
            }
        });
    }

    private void become(String next) {
        status = next;
        if (capabilities.getOrDefault("events", false)) {
            world.emit("MIGRATION", Json.object().put("status", next));
        }
    }

    private Answer cancel(Request request) {
        if (isGoingOn()) {
            become("cancelling");
            become("cancelled");
        }
        return Answer.done();
    }

    private Answer query(Request request) {
        ObjectNode info = Json.object();
        if (!status.equals("none")) {
            info.put("status", status);
            info.putObject("ram")
                    .put("total", TOTAL_BYTES)
                    .put("transferred", TOTAL_BYTES / STEPS * sent)
                    .put("remaining", TOTAL_BYTES / STEPS * (STEPS - sent))
                    .put("page-size", 4096);
        }
        return Answer.returning(completion.of(request.command(), info));
    }

    private Answer setParameters(Request request) {
        request.arguments().properties().forEach(one -> parameters.set(one.getKey(), one.getValue()));
        return Answer.done();
    }

    private Answer setCapabilities(Request request) {
        for (JsonNode one : request.argument("capabilities")) {
            capabilities.put(
                    one.path("capability").asString(""), one.path("state").asBoolean());
        }
        return Answer.done();
    }

    private Answer queryCapabilities(Request request) {
        return Answer.returning(Json.list(known.stream()
                .map(name -> Json.object().put("capability", name).put("state", capabilities.getOrDefault(name, false)))
                .toList()));
    }
}
