package org.qmp4j.fake.model;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One job: its states, and the events that each change of state sends, in QEMU's order. For the loop's thread only. */
public final class Job {
    private static final Set<String> WORKING = Set.of("created", "running", "paused", "ready", "standby");
    private static final String NO_SPACE = "No space left on device";
    /** In so many steps a job copies everything. */
    private static final int STEPS = 10;

    private final JobSettings settings;
    private final Work work;
    private final Surroundings around;
    private final Optional<Duration> timeForAll;
    private String status = "undefined";
    private long current;
    private long speed;
    private boolean paused;
    private boolean wasReady;
    private boolean completing;
    private boolean endsWithoutPivot;
    private String ioStatus = "ok";
    private @Nullable String error;
    /** A step that was planned before a pause or another speed must not be taken. */
    private int plan;

    /** What a job needs from the others. */
    interface Surroundings {
        /** Sends an event. */
        void emit(String event, JsonNode data);

        /** Does something later; where that is at once, after the command that runs has been answered. */
        void later(Duration time, Runnable task);

        /** How long it takes to copy everything; empty where the test moves the job. */
        Optional<Duration> timeForAll();

        /** The job does not need its nodes any more. */
        void releaseNodes(Job job);

        /** The job is gone. */
        void gone(Job job);
    }

    /**
     * What it does.
     *
     * @param total bytes to copy
     * @param trouble why it fails once all is done; empty where it succeeds
     * @param onSuccess changes the graph of block nodes
     */
    record Work(long total, String trouble, Runnable onSuccess) {}

    Job(JobSettings settings, Work work, Surroundings around) {
        this.settings = settings;
        this.work = work;
        this.around = around;
        this.timeForAll = around.timeForAll();
        this.speed = settings.speed();
    }

    /** Its name. */
    public String id() {
        return settings.id();
    }

    /** For example {@code backup}. */
    public String type() {
        return settings.kind().type();
    }

    /** For example {@code running}; {@code null} once it is gone. */
    public String status() {
        return status;
    }

    JobSettings settings() {
        return settings;
    }

    boolean isPaused() {
        return paused;
    }

    // ---- states

    private void become(String next) {
        status = next;
        around.emit("JOB_STATUS_CHANGE", Json.object().put("status", next).put("id", id()));
    }

    private void send(String event) {
        if (settings.kind().isBlockJob()) {
            ObjectNode data = Json.object()
                    .put("device", id())
                    .put("len", work.total())
                    .put("offset", current)
                    .put("speed", speed)
                    .put("type", type());
            if (event.equals("BLOCK_JOB_COMPLETED") && error != null) {
                data.put("error", error);
            }
            around.emit(event, data);
        }
    }

    void start() {
        become("created");
        become("running");
        if (settings.kind() == JobKind.BACKUP) {
            drain();
        }
        goOn();
    }

    /** It could not be started after all. */
    void failEarly() {
        become("created");
        become("null");
    }

    /** What QEMU does to a job that works while something else is done to the block layer. */
    void drain() {
        if (!paused && WORKING.contains(status)) {
            become(isReady() ? "standby" : "paused");
            become(isReady() ? "ready" : "running");
        }
    }

    private boolean isReady() {
        return wasReady && WORKING.contains(status);
    }

    // ---- progress

    private void goOn() {
        if (paused || isReady() || !WORKING.contains(status) || timeForAll.isEmpty()) {
            return;
        }
        Duration step = stepTime(timeForAll.get());
        if (step.isZero()) {
            workDone();
            return;
        }
        int mine = ++plan;
        around.later(step, () -> {
            if (mine == plan) {
                step();
            }
        });
    }

    private void step() {
        current = Math.min(current + Math.max(1, work.total() / STEPS), work.total());
        if (current == work.total()) {
            workDone();
        } else {
            goOn();
        }
    }

    private Duration stepTime(Duration wholeTime) {
        Duration fair = wholeTime.dividedBy(STEPS);
        if (speed == 0) {
            return fair;
        }
        long nanos = (long) ((double) work.total() / STEPS / speed * 1e9);
        return fair.compareTo(Duration.ofNanos(nanos)) > 0 ? fair : Duration.ofNanos(nanos);
    }

    /** That part of the work is done, from 0 to 1. */
    public void progress(double part) {
        current = (long) (work.total() * part);
        if (part == 1) {
            workDone();
        }
    }

    private void workDone() {
        plan++;
        current = work.total();
        if (!work.trouble().isEmpty()) {
            fail(work.trouble());
        } else if (settings.kind().becomesReady()) {
            wasReady = true;
            become("ready");
            send("BLOCK_JOB_READY");
        } else {
            finish();
        }
    }

    // ---- commands

    void setSpeed(long bytesPerSecond) {
        speed = bytesPerSecond;
        goOn();
    }

    void pause() {
        paused = true;
        plan++;
        become(isReady() ? "standby" : "paused");
    }

    void resume() {
        paused = false;
        ioStatus = "ok";
        become(isReady() ? "ready" : "running");
        if (completing) {
            soon(this::finish);
        }
        goOn();
    }

    void complete() {
        completing = true;
        if (!paused) {
            soon(this::finish);
        }
    }

    /** It ends well, with the device left where it is. */
    void endWithoutPivot() {
        if (!completing) {
            completing = true;
            endsWithoutPivot = true;
            soon(this::finish);
        }
    }

    boolean endsWithoutPivot() {
        return endsWithoutPivot;
    }

    void cancel() {
        // QEMU ends a backup before it answers, and others a moment later.
        if (settings.kind() == JobKind.BACKUP || status.equals("pending")) {
            cancelNow();
        } else {
            plan++;
            int mine = plan;
            around.later(Duration.ZERO, () -> {
                if (mine == plan && !isOver()) {
                    cancelNow();
                }
            });
        }
    }

    void cancelNow() {
        if (status.equals("concluded")) {
            dismiss();
            return;
        }
        if (paused) {
            paused = false;
            become(isReady() ? "ready" : "running");
        }
        error = "Operation canceled";
        abort("BLOCK_JOB_CANCELLED");
    }

    /** Whether nothing can happen to it any more but to be dismissed. */
    public boolean isOver() {
        return !WORKING.contains(status) && !status.equals("waiting") && !status.equals("pending");
    }

    private void soon(Runnable end) {
        int mine = ++plan;
        around.later(Duration.ZERO, () -> {
            if (mine == plan && !isOver() && !paused) {
                end.run();
            }
        });
    }

    // ---- how it ends

    private void finish() {
        wasReady = false;
        become("waiting");
        become("pending");
        if (settings.autoFinalize()) {
            conclude();
        } else if (settings.kind().isBlockJob()) {
            around.emit("BLOCK_JOB_PENDING", Json.object().put("type", type()).put("id", id()));
        }
    }

    void conclude() {
        if (!endsWithoutPivot) {
            work.onSuccess().run();
        }
        send("BLOCK_JOB_COMPLETED");
        concluded();
    }

    /** It fails with that error. */
    public void fail(String reason) {
        plan++;
        error = reason;
        abort("BLOCK_JOB_COMPLETED");
    }

    private void abort(String event) {
        plan++;
        paused = false;
        become("aborting");
        send(event);
        concluded();
    }

    private void concluded() {
        become("concluded");
        if (!settings.kind().keepsNodes()) {
            around.releaseNodes(this);
        }
        if (settings.autoDismiss()) {
            dismiss();
        }
    }

    void dismiss() {
        around.releaseNodes(this);
        become("null");
        around.gone(this);
    }

    /** A read or write error; its effect was chosen when the job was started. */
    public void ioError(boolean writing, String reason) {
        if (!settings.kind().isBlockJob()) {
            throw new IllegalStateException("job '" + id() + "' is no block job: it neither reads nor writes");
        }
        boolean noSpace = reason.equals(NO_SPACE);
        String policy = writing ? settings.onTargetError() : settings.onSourceError();
        String action = switch (policy) {
            case "ignore", "stop" -> policy;
            case "enospc" -> noSpace ? "stop" : "report";
            default -> "report";
        };
        around.emit(
                "BLOCK_JOB_ERROR",
                Json.object()
                        .put("device", id())
                        .put("operation", writing ? "write" : "read")
                        .put("action", action));
        if (action.equals("stop")) {
            ioStatus = noSpace ? "nospace" : "failed";
            pause();
        } else if (action.equals("report")) {
            fail(reason);
        }
    }

    // ---- queries

    ObjectNode info() {
        ObjectNode info = Json.object()
                .put("id", id())
                .put("type", type())
                .put("status", status)
                .put("current-progress", current)
                .put("total-progress", work.total());
        Optional.ofNullable(error).ifPresent(reason -> info.put("error", reason));
        return info;
    }

    ObjectNode blockInfo() {
        ObjectNode info = Json.object()
                .put("device", id())
                .put("type", type())
                .put("status", status)
                .put("busy", false)
                .put("paused", paused)
                .put("ready", isReady())
                .put("len", work.total())
                .put("offset", current)
                .put("speed", speed)
                .put("io-status", ioStatus)
                .put("auto-finalize", settings.autoFinalize())
                .put("auto-dismiss", settings.autoDismiss());
        Optional.ofNullable(error).ifPresent(reason -> info.put("error", reason));
        return info;
    }
}
