package org.qmp4j.fake.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.JsonNode;

/** All jobs: the commands that move them on, and the queries. For the loop's thread only. */
public final class Jobs {
    /** In which states QEMU takes a verb. */
    private static final Map<String, Set<String>> TAKEN_IN = Map.of(
            "cancel", Set.of("created", "running", "paused", "ready", "standby", "waiting", "pending"),
            "pause", Set.of("created", "running", "paused", "ready", "standby"),
            "set-speed", Set.of("created", "running", "paused", "ready", "standby"),
            "complete", Set.of("ready", "standby"),
            "finalize", Set.of("pending"),
            "dismiss", Set.of("concluded"));

    private final World world;
    private final Completion completion;
    private final BlockNodes nodes;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final List<Consumer<Job>> watchers = new ArrayList<>();
    private Optional<Duration> timeForAll = Optional.of(Duration.ofMillis(20));
    /** The events of the command that runs; null where none does. */
    private @Nullable List<Answer.Emitted> collected;

    Jobs(World world, Completion completion, BlockNodes nodes) {
        this.world = world;
        this.completion = completion;
        this.nodes = nodes;
    }

    /** How long jobs take that start from now on; empty where the test moves them. */
    public void take(Optional<Duration> time) {
        timeForAll = time;
    }

    /** A job that is not gone. */
    public Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** Called for each job that starts. */
    public void watch(Consumer<Job> watcher) {
        watchers.add(watcher);
    }

    private final class Around implements Job.Surroundings {
        @Override
        public void emit(String event, JsonNode data) {
            if (collected != null) {
                collected.add(new Answer.Emitted(event, data));
            } else {
                world.emit(event, data);
            }
        }

        @Override
        public void later(Duration time, Runnable task) {
            world.later(time, task);
        }

        @Override
        public Optional<Duration> timeForAll() {
            return timeForAll;
        }

        @Override
        public void releaseNodes(Job job) {
            nodes.release(user(job.id()));
        }

        @Override
        public void gone(Job job) {
            jobs.remove(job.id());
        }
    }

    /** As block nodes name a job that uses them. */
    static String user(String id) {
        return "job " + id;
    }

    // ---- starting

    /** QEMU's error for the name of a new job; empty if the name is valid. */
    String objection(String id) {
        if (!Identifier.isWellFormed(id)) {
            return "Invalid job ID '" + id + "'";
        }
        return jobs.containsKey(id) ? "Job ID '" + id + "' already in use" : "";
    }

    /** Starts a job that uses these nodes. */
    Answer start(JobSettings settings, Job.Work work, Set<String> used) {
        Job job = new Job(settings, work, new Around());
        if (settings.speed() < 0) {
            return collecting(() -> {
                job.failEarly();
                return Answer.failing("Parameter 'speed' expects a non-negative value");
            });
        }
        return collecting(() -> {
            jobs.put(job.id(), job);
            used.forEach(node -> nodes.use(node, user(job.id())));
            job.start();
            watchers.forEach(watcher -> watcher.accept(job));
            return Answer.done();
        });
    }

    /** Runs a command whose jobs' events come before its answer. */
    private Answer collecting(Supplier<Answer> command) {
        List<Answer.Emitted> events = new ArrayList<>();
        collected = events;
        try {
            Answer answer = command.get();
            for (Answer.Emitted event : events) {
                answer = answer.precededBy(event.name(), event.data());
            }
            return answer;
        } finally {
            collected = null;
        }
    }

    /** A command during which QEMU halts its jobs for a moment: the same answer, with the events of that. */
    Answer draining(Answer answer) {
        return collecting(() -> {
            List.copyOf(jobs.values()).forEach(Job::drain);
            return answer;
        });
    }

    /** QEMU cancels all jobs before it ends: the same answer, with the events of that. */
    Answer endAll(Answer answer) {
        return collecting(() -> {
            for (Job job : List.copyOf(jobs.values())) {
                job.cancelNow();
                if (jobs.containsKey(job.id())) {
                    job.dismiss();
                }
            }
            return answer;
        });
    }

    // ---- moving on

    /** Does something to a job, which must be in a state for it. */
    private interface Verb {
        /** What is wrong, or empty. */
        String apply(Job job, Request request);
    }

    Map<String, Behaviour> commands() {
        Map<String, Behaviour> all = new LinkedHashMap<>();
        all.put("query-jobs", this::query);
        all.put("query-block-jobs", this::queryOfBlocks);
        all.put("block-job-cancel", request -> act(request, "device", "", this::cancelBlockJob));
        all.put("block-job-set-speed", request -> act(request, "device", "set-speed", Jobs::setSpeed));
        both(all, "complete", "device", Jobs::complete);
        both(all, "pause", "device", Jobs::pause);
        // QEMU looks at whether it is paused before it looks at its state.
        all.put("job-resume", request -> act(request, "id", "", Jobs::resume));
        all.put("block-job-resume", request -> act(request, "device", "", Jobs::resume));
        both(all, "finalize", "id", (job, request) -> done(job::conclude));
        both(all, "dismiss", "id", (job, request) -> done(job::dismiss));
        all.put("job-cancel", request -> act(request, "id", "cancel", (job, same) -> done(job::cancel)));
        return all;
    }

    private void both(Map<String, Behaviour> all, String verb, String member, Verb action) {
        all.put("job-" + verb, request -> act(request, "id", verb, action));
        all.put("block-job-" + verb, request -> act(request, member, verb, action));
    }

    private Answer act(Request request, String member, String verb, Verb action) {
        boolean ofBlocks = request.command().startsWith("block-job");
        String id = request.text(member);
        Job job = jobs.get(id);
        if (job == null || (ofBlocks && !job.settings().kind().isBlockJob())) {
            return ofBlocks
                    ? Answer.failing("DeviceNotActive", "Block job '" + id + "' not found")
                    : Answer.failing("Job not found");
        }
        String wrong = objection(job, verb);
        return wrong.isEmpty()
                ? collecting(() -> {
                    String failure = action.apply(job, request);
                    return failure.isEmpty() ? Answer.done() : Answer.failing(failure);
                })
                : Answer.failing(wrong);
    }

    private static String objection(Job job, String verb) {
        return verb.isEmpty() || TAKEN_IN.getOrDefault(verb, Set.of()).contains(job.status())
                ? ""
                : "Job '" + job.id() + "' in state '" + job.status() + "' cannot accept command verb '" + verb + "'";
    }

    private static String done(Runnable action) {
        action.run();
        return "";
    }

    private static String pause(Job job, Request request) {
        return job.isPaused() ? "Job is already paused" : done(job::pause);
    }

    private static String resume(Job job, Request request) {
        return job.isPaused() ? done(job::resume) : "Can't resume a job that was not paused";
    }

    private static String complete(Job job, Request request) {
        return job.endsWithoutPivot()
                ? "The active block job '" + job.id() + "' cannot be completed"
                : done(job::complete);
    }

    private static String setSpeed(Job job, Request request) {
        long speed = request.argument("speed").asLong();
        return speed < 0 ? "Parameter 'speed' expects a non-negative value" : done(() -> job.setSpeed(speed));
    }

    /** Without force, a job that is ready ends well, and the device stays where it is. */
    private String cancelBlockJob(Job job, Request request) {
        boolean force = request.argument("force").asBoolean(false);
        if (job.isPaused() && !force) {
            return "The block job for device '" + job.id() + "' is currently paused";
        }
        String wrong = objection(job, "cancel");
        if (!wrong.isEmpty()) {
            return wrong;
        }
        return done(!force && job.status().equals("ready") ? job::endWithoutPivot : job::cancel);
    }

    // ---- queries

    private Answer query(Request request) {
        return Answer.returning(completion.of(
                request.command(),
                Json.list(jobs.values().stream().map(Job::info).toList())));
    }

    private Answer queryOfBlocks(Request request) {
        return Answer.returning(completion.of(
                request.command(),
                Json.list(jobs.values().stream()
                        .filter(job -> job.settings().kind().isBlockJob())
                        .map(Job::blockInfo)
                        .toList())));
    }
}
