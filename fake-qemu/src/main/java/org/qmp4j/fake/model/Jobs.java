package org.qmp4j.fake.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Answer.Emitted;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.JsonNode;

/** Block jobs. They do their work at once, and then walk their states as QEMU's do, with an event for each. */
final class Jobs {
    private final Completion completion;
    private final BlockNodes nodes;
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    Jobs(Completion completion, BlockNodes nodes) {
        this.completion = completion;
        this.nodes = nodes;
    }

    private static final class Job {
        private final String id;
        private final String type;
        private final long length;
        private final boolean autoFinalize;
        private final boolean autoDismiss;
        private final List<Emitted> events = new ArrayList<>();
        private String status = "created";

        private Job(String id, String type, long length, Request request) {
            this.id = id;
            this.type = type;
            this.length = length;
            this.autoFinalize = request.arguments().path("auto-finalize").asBoolean(true);
            this.autoDismiss = request.arguments().path("auto-dismiss").asBoolean(true);
        }

        void become(String next) {
            status = next;
            events.add(new Emitted(
                    "JOB_STATUS_CHANGE", Json.object().put("status", next).put("id", id)));
        }

        void tell(String event) {
            events.add(new Emitted(
                    event,
                    Json.object()
                            .put("device", id)
                            .put("len", length)
                            .put("offset", length)
                            .put("speed", 0)
                            .put("type", type)));
        }
    }

    Map<String, Behaviour> commands() {
        return Map.ofEntries(
                Map.entry("blockdev-mirror", request -> start(request, "mirror")),
                Map.entry("blockdev-backup", request -> start(request, "backup")),
                Map.entry("block-stream", request -> start(request, "stream")),
                Map.entry("block-commit", request -> start(request, "commit")),
                Map.entry("job-complete", request -> act(request, "complete")),
                Map.entry("job-finalize", request -> act(request, "finalize")),
                Map.entry("job-dismiss", request -> act(request, "dismiss")),
                Map.entry("job-cancel", request -> act(request, "cancel")),
                Map.entry("block-job-complete", request -> act(request, "complete")),
                Map.entry("block-job-cancel", request -> act(request, "end")),
                Map.entry("query-jobs", this::query),
                Map.entry("query-block-jobs", this::queryOfBlocks));
    }

    private Answer start(Request request, String type) {
        String device = request.text("device");
        String id = request.arguments().path("job-id").asString(device);
        for (String node : List.of(device, request.arguments().path("target").asString(device))) {
            if (!nodes.has(node)) {
                return Answer.failing("Cannot find device='' nor node-name='" + node + "'");
            }
        }
        if (!Identifier.isWellFormed(id)) {
            return Answer.failing("Invalid job ID '" + id + "'");
        }
        if (jobs.containsKey(id)) {
            return Answer.failing("Job ID '" + id + "' already in use");
        }
        Job job = new Job(id, type, type.equals("stream") ? 0 : nodes.sizeBytes(device), request);
        jobs.put(id, job);
        nodes.use(device, "job " + id);
        if (request.arguments().has("target")) {
            nodes.use(request.text("target"), "job " + id);
        }
        job.become("created");
        job.become("running");
        if (type.equals("mirror")) {
            job.become("ready");
            job.tell("BLOCK_JOB_READY");
        } else {
            finish(job);
        }
        return events(job, false);
    }

    private void finish(Job job) {
        job.become("waiting");
        job.become("pending");
        if (job.autoFinalize) {
            conclude(job, "BLOCK_JOB_COMPLETED");
        } else {
            job.events.add(new Emitted(
                    "BLOCK_JOB_PENDING", Json.object().put("type", job.type).put("id", job.id)));
        }
    }

    private void conclude(Job job, String event) {
        job.tell(event);
        job.become("concluded");
        nodes.release("job " + job.id);
        if (job.autoDismiss) {
            dismiss(job);
        }
    }

    private void dismiss(Job job) {
        job.become("null");
        jobs.remove(job.id);
    }

    private Answer act(Request request, String verb) {
        boolean old = request.command().startsWith("block-job");
        String id = old ? request.text("device") : request.text("id");
        Job job = jobs.get(id);
        if (job == null) {
            return old
                    ? Answer.failing("DeviceNotActive", "Block job '" + id + "' not found")
                    : Answer.failing("Job not found");
        }
        if (!accepts(job, verb)) {
            return Answer.failing("Job '" + id + "' in state '" + job.status + "' cannot accept command verb '"
                    + (verb.equals("end") ? "cancel" : verb) + "'");
        }
        boolean after = !verb.equals("finalize") && !verb.equals("dismiss");
        switch (verb) {
            case "complete" -> finish(job);
            case "finalize" -> conclude(job, "BLOCK_JOB_COMPLETED");
            case "dismiss" -> dismiss(job);
            case "end" -> end(job);
            default -> cancel(job);
        }
        return events(job, after);
    }

    private static boolean accepts(Job job, String verb) {
        return switch (verb) {
            case "complete" -> job.status.equals("ready");
            case "finalize" -> job.status.equals("pending");
            case "dismiss" -> job.status.equals("concluded");
            default -> !job.status.equals("concluded");
        };
    }

    private void cancel(Job job) {
        job.become("aborting");
        conclude(job, "BLOCK_JOB_CANCELLED");
    }

    /** A mirror that is in step has done its work: it ends well, without the switch. */
    private void end(Job job) {
        if (job.status.equals("ready")) {
            finish(job);
        } else {
            cancel(job);
        }
    }

    private static Answer events(Job job, boolean after) {
        Answer answer = Answer.done();
        for (Emitted event : job.events) {
            answer = after
                    ? answer.followedBy(event.name(), event.data())
                    : answer.precededBy(event.name(), event.data());
        }
        job.events.clear();
        return answer;
    }

    private Answer query(Request request) {
        return Answer.returning(completion.of(
                request.command(),
                Json.list(jobs.values().stream()
                        .map(job -> Json.object()
                                .put("id", job.id)
                                .put("type", job.type)
                                .put("status", job.status)
                                .put("current-progress", job.length)
                                .put("total-progress", job.length))
                        .toList())));
    }

    private Answer queryOfBlocks(Request request) {
        return Answer.returning(completion.of(
                request.command(),
                Json.list(jobs.values().stream().map(Jobs::blockJob).toList())));
    }

    private static JsonNode blockJob(Job job) {
        return Json.object()
                .put("device", job.id)
                .put("type", job.type)
                .put("status", job.status)
                .put("ready", job.status.equals("ready"))
                .put("len", job.length)
                .put("offset", job.length)
                .put("io-status", "ok")
                .put("auto-finalize", job.autoFinalize)
                .put("auto-dismiss", job.autoDismiss);
    }
}
