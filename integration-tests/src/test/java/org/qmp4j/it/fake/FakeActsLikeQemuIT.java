package org.qmp4j.it.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.fake.RandomSteps.Step;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random sequences of commands: the fake accepts and rejects the same as QEMU, with events in the same order. */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class FakeActsLikeQemuIT {
    private static final int SEQUENCES = 500;
    private static final int STEPS = 12;

    /** In these states a job waits for a command. */
    private static final Set<String> RESTING = Set.of("ready", "standby", "pending", "concluded");

    /** The messages of one of the two in a sequence. */
    private static final class Heard {
        /** Messages that do not belong to jobs: {@code STOP}, {@code stop: taken} ... */
        private final List<String> inOrder = new ArrayList<>();

        private final Map<String, List<String>> statesOfJobs = new LinkedHashMap<>();
        private final String prefix;

        /** Jobs of another prefix are left from a sequence before. */
        Heard(String prefix) {
            this.prefix = prefix;
        }

        void add(JsonNode message) {
            String event = message.path("event").asString("");
            if (event.equals("JOB_STATUS_CHANGE")) {
                String id = message.at("/data/id").asString();
                if (id.startsWith(prefix)) {
                    statesOfJobs
                            .computeIfAbsent(id, job -> new ArrayList<>())
                            .add(message.at("/data/status").asString());
                }
            } else if (!event.isEmpty() && !event.startsWith("BLOCK_JOB")) {
                inOrder.add(event);
            }
        }

        /** The states of a job, without the pauses that depend on the speed of its threads. */
        Map<String, List<String>> jobs() {
            Map<String, List<String>> all = new LinkedHashMap<>();
            statesOfJobs.forEach((id, states) -> all.put(
                    id,
                    states.stream()
                            .filter(state -> !Set.of("paused", "standby").contains(state))
                            .distinct()
                            .toList()));
            return all;
        }
    }

    @Tag("slow")
    @Timeout(600)
    @Test
    void randomSequencesHaveTheSameRepliesAndEvents() throws Exception {
        int taken = 0;
        int refused = 0;
        try (Beside beside = Beside.start();
                Beside.Pair pair = beside.connect()) {
            for (long seed = 1; seed <= SEQUENCES; seed++) {
                RandomSteps random = new RandomSteps(beside.schema(), seed);
                List<Step> steps = random.steps(STEPS);
                Heard real = run(pair.real(), steps, random.prefix());
                Heard fake = run(pair.fake(), steps, random.prefix());
                assertThat(fake.inOrder).as("seed %d: %s", seed, steps).isEqualTo(real.inOrder);
                assertThat(fake.jobs()).as("seed %d: %s", seed, steps).isEqualTo(real.jobs());
                taken += (int) real.inOrder.stream()
                        .filter(one -> one.endsWith(": taken"))
                        .count();
                refused += (int) real.inOrder.stream()
                        .filter(one -> one.contains(": refused"))
                        .count();
            }
        }
        assertThat(taken).as("commands that succeeded").isGreaterThan(SEQUENCES);
        assertThat(refused).as("commands that failed").isGreaterThan(SEQUENCES);
    }

    private static Heard run(RawSocket socket, List<Step> steps, String prefix) throws Exception {
        Heard heard = new Heard(prefix);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            JsonNode answer = send(socket, step, i, heard);
            JsonNode error = answer.path("error");
            heard.inOrder.add(i + " " + step.command()
                    + (error.isMissingNode()
                            ? ": taken"
                            : ": refused as " + error.path("class").asString()
                                    + (step.command().contains("job-")
                                            ? ", " + error.path("desc").asString()
                                            : "")));
            if (step.command().contains("job") || step.command().startsWith("blockdev-")) {
                awaitRest(socket, heard);
            }
        }
        return heard;
    }

    private static JsonNode send(RawSocket socket, Step step, int id, Heard heard) throws Exception {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("execute", step.command());
        message.set("arguments", step.arguments());
        message.put("id", id);
        socket.send(message + "\n");
        List<JsonNode> messages = socket.messagesUntilAnswer(String.valueOf(id));
        messages.forEach(heard::add);
        return messages.get(messages.size() - 1);
    }

    /** A job of QEMU has its own threads; the next command must not depend on their speed. */
    private static void awaitRest(RawSocket socket, Heard heard) throws Exception {
        Step query = new Step("query-jobs", JsonNodeFactory.instance.objectNode());
        Await.until(
                "all jobs rest",
                () -> send(socket, query, -1, heard)
                        .path("return")
                        .valueStream()
                        .allMatch(job -> RESTING.contains(job.path("status").asString())));
    }
}
