package org.qmp4j.it.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.qmp4j.it.schema.Mutation;
import org.qmp4j.it.schema.RandomArguments;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A sequence of commands that depends only on its seed. Its objects have names that no other sequence uses. */
final class RandomSteps {
    /** The fake has a model of these; with random arguments they find nothing in QEMU that they could harm. */
    private static final List<String> FROM_THE_SCHEMA = List.of(
            "block_resize",
            "blockdev-del",
            "block-job-cancel",
            "block-stream",
            "closefd",
            "device_del",
            "getfd",
            "job-cancel",
            "job-complete",
            "job-dismiss",
            "job-finalize",
            "object-del",
            "query-block",
            "query-iothreads",
            "query-name",
            "query-status",
            "query-uuid",
            "remove-fd",
            "stop");

    private final Random random;
    private final RandomArguments arguments;
    private final Mutation mutation;
    private final String prefix;
    private int jobs;

    record Step(String command, ObjectNode arguments) {
        Step with(String name, String value) {
            arguments.put(name, value);
            return this;
        }

        Step with(String name, long value) {
            arguments.put(name, value);
            return this;
        }

        Step with(String name, boolean value) {
            arguments.put(name, value);
            return this;
        }
    }

    RandomSteps(Schema schema, long seed) {
        this.random = new Random(seed);
        this.arguments = new RandomArguments(schema, random);
        this.mutation = new Mutation(random);
        this.prefix = "s" + seed + "-";
    }

    /** The prefix of all names that it makes. */
    String prefix() {
        return prefix;
    }

    List<Step> steps(int count) {
        List<Step> steps = new ArrayList<>();
        while (steps.size() < count) {
            steps.addAll(next());
        }
        return steps;
    }

    private List<Step> next() {
        return switch (random.nextInt(14)) {
            case 0 -> List.of(step("stop"));
            case 1 -> List.of(step("cont"));
            case 2 -> List.of(step("query-status"));
            case 3 -> List.of(step(random.nextBoolean() ? "system_reset" : "system_powerdown"));
            case 4, 5 -> List.of(addNode());
            case 6 -> List.of(step("blockdev-del").with("node-name", node()));
            case 7 -> List.of(step("block_resize").with("node-name", node()).with("size", 4096));
            case 8 -> List.of(step("object-add").with("qom-type", "iothread").with("id", node()));
            case 9 -> List.of(step("object-del").with("id", node()));
            case 10 -> job();
            case 11 -> List.of(step("human-monitor-command").with("command-line", "no-such-thing"));
            default -> List.of(fromTheSchema());
        };
    }

    private static Step step(String command) {
        return new Step(command, JsonNodeFactory.instance.objectNode());
    }

    /** One of a few names: some exist later, and one never exists. */
    private String node() {
        return random.nextInt(12) == 0 ? "1 is no name" : prefix + random.nextInt(4);
    }

    private Step addNode() {
        Step step = step("blockdev-add");
        if (random.nextInt(8) > 0) {
            step.with("node-name", node());
        }
        if (random.nextInt(3) > 0) {
            return step.with("driver", "null-co").with("size", 65536);
        }
        step.with("driver", "raw");
        if (random.nextBoolean()) {
            return step.with("file", node());
        }
        step.arguments().putObject("file").put("driver", "null-co").put("size", 65536);
        return step;
    }

    /** Its own nodes, a job between them, and the commands to that job. */
    private List<Step> job() {
        String id = prefix + "job" + jobs++;
        boolean mirror = random.nextBoolean();
        boolean finalizes = random.nextBoolean();
        boolean dismisses = random.nextBoolean();
        List<Step> steps = new ArrayList<>();
        for (String name : List.of("from", "to")) {
            steps.add(step("blockdev-add")
                    .with("driver", "null-co")
                    .with("node-name", id + name)
                    .with("size", 65536));
        }
        steps.add(step(mirror ? "blockdev-mirror" : "blockdev-backup")
                .with("job-id", id)
                .with("device", id + "from")
                .with("target", id + "to")
                .with("sync", "full")
                .with("auto-finalize", finalizes)
                .with("auto-dismiss", dismisses));
        for (int i = random.nextInt(4); i > 0; i--) {
            steps.add(verb(id));
        }
        return steps;
    }

    /** By one of its names, if it has two. */
    private Step verb(String job) {
        return switch (random.nextInt(9)) {
            case 0 -> step("block-job-cancel").with("device", job).with("force", random.nextBoolean());
            case 1 -> step("block-job-set-speed").with("device", job).with("speed", random.nextInt(3) - 1);
            case 2 -> step("job-cancel").with("id", job);
            case 3 -> step("block-job-pause").with("device", job);
            case 4 -> step("block-job-resume").with("device", job);
            default -> {
                String verb = List.of("complete", "finalize", "dismiss", "pause", "resume")
                        .get(random.nextInt(5));
                yield step("job-" + verb).with("id", job);
            }
        };
    }

    private Step fromTheSchema() {
        String command = FROM_THE_SCHEMA.get(random.nextInt(FROM_THE_SCHEMA.size()));
        ObjectNode made = arguments.of(command);
        for (int i = random.nextInt(2); i > 0; i--) {
            mutation.apply(made);
        }
        return new Step(command, made);
    }
}
