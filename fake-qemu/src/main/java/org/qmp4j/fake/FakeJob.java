package org.qmp4j.fake;

import java.util.function.Consumer;
import org.qmp4j.fake.model.Job;
import org.qmp4j.fake.net.Loop;

/**
 * One job of a {@link FakeQemu}, for the test to move on. Commands of the client, such as {@code job-pause}, move it as well.
 *
 * <p>Safe for threads. Get one from {@link FakeQemu#jobs()}.
 */
public final class FakeJob {
    private final Loop loop;
    private final Job job;

    FakeJob(Loop loop, Job job) {
        this.loop = loop;
        this.job = job;
    }

    /** Its name, the {@code job-id} of the command that started it. */
    public String id() {
        return job.id();
    }

    /** As {@code query-jobs} names it: {@code backup}, {@code mirror}, {@code commit}, {@code stream}, {@code create}. */
    public String type() {
        return job.type();
    }

    /** For example {@code running} or {@code concluded}; {@code null}, as a text, once it is gone. */
    public String status() {
        return loop.call(job::status);
    }

    /**
     * That part of the work is done. At 1 it is all done: a mirror or a commit of the topmost node becomes ready, another job
     * ends well.
     *
     * @param part from 0 to 1
     * @throws IllegalArgumentException if it is less than 0 or more than 1
     * @throws IllegalStateException if the job is not running: paused, ready or over
     */
    public FakeJob progress(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("the part that is done must be from 0 to 1: " + part);
        }
        return act("running", running -> running.progress(part));
    }

    /**
     * It fails for good: {@code BLOCK_JOB_COMPLETED} and {@code query-jobs} have that error.
     *
     * @param error a message of the operating system or of QEMU, for example {@code No space left on device}
     * @throws IllegalStateException if it is over
     */
    public FakeJob fail(String error) {
        return act("", alive -> alive.fail(error));
    }

    /**
     * A read error. The effect depends on the argument of the command that started the job, {@code on-source-error}
     * or {@code on-error}: {@code report} (where nothing was asked for) fails the job, {@code ignore} goes on, {@code stop}
     * pauses it until {@code job-resume}, {@code enospc} does so where the error is {@code No space left on device}. {@code
     * BLOCK_JOB_ERROR} is sent in each case.
     *
     * @throws IllegalStateException if the job is not running or ready, or is not a block job
     */
    public FakeJob readError(String error) {
        return act("running or ready", working -> working.ioError(false, error));
    }

    /** A write error: like {@link #readError}, with {@code on-target-error} instead of {@code on-source-error}. */
    public FakeJob writeError(String error) {
        return act("running or ready", working -> working.ioError(true, error));
    }

    private FakeJob act(String needed, Consumer<Job> action) {
        loop.call(() -> {
            String status = job.status();
            boolean allowed = needed.isEmpty() ? !job.isOver() : needed.contains(status);
            if (!allowed) {
                throw new IllegalStateException("job '" + id() + "' is " + status
                        + (needed.isEmpty() ? ": it is over" : ", and must be " + needed + " for that"));
            }
            action.accept(job);
            return true;
        });
        return this;
    }
}
