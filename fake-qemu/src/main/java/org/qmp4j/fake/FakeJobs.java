package org.qmp4j.fake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.qmp4j.fake.model.Job;
import org.qmp4j.fake.model.Jobs;
import org.qmp4j.fake.net.Loop;

/**
 * The jobs of a {@link FakeQemu}: how long they take, and what makes them progress. Without a setting each job copies
 * everything in 20 ms.
 *
 * <pre>{@code
 * qemu.jobs().manual();
 * Future<?> backup = ...; // what is tested starts a job
 * FakeJob job = qemu.jobs().awaitStarted(Duration.ofSeconds(5));
 * job.progress(0.5);
 * job.fail("No space left on device");
 * }</pre>
 *
 * <p>Safe for threads.
 */
public final class FakeJobs {
    /** So many are kept that no test has asked for. */
    private static final int KEPT = 10_000;

    private final Loop loop;
    private final Jobs jobs;
    // Both for the loop's thread only.
    private final Deque<Job> started = new ArrayDeque<>();
    private final Deque<CompletableFuture<Job>> waiting = new ArrayDeque<>();

    FakeJobs(Loop loop, Jobs jobs) {
        this.loop = loop;
        this.jobs = jobs;
        loop.call(() -> {
            jobs.watch(this::started);
            return true;
        });
    }

    private void started(Job job) {
        if (!waiting.isEmpty()) {
            waiting.remove().complete(job);
            return;
        }
        if (started.size() == KEPT) {
            started.remove();
        }
        started.add(job);
    }

    /**
     * Jobs that start from now on take that time to copy everything, in ten steps; longer where the command gives them a {@code
     * speed} that is too low. With {@link Duration#ZERO} and no speed a job is over, or ready, before the command that starts
     * it is answered, as it happens with QEMU, too.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public FakeJobs take(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("the time that a job takes must not be negative: " + time);
        }
        return take(Optional.of(time));
    }

    /** Jobs that start from now on make no progress of their own: the test moves them with {@link FakeJob#progress}. */
    public FakeJobs manual() {
        return take(Optional.empty());
    }

    private FakeJobs take(Optional<Duration> time) {
        loop.call(() -> {
            jobs.take(time);
            return true;
        });
        return this;
    }

    /**
     * The job of that id.
     *
     * @throws NoSuchElementException if there is none, or it is gone
     */
    public FakeJob get(String id) {
        Optional<Job> found = loop.call(() -> jobs.find(id));
        return new FakeJob(loop, found.orElseThrow(() -> new NoSuchElementException("there is no job '" + id + "'")));
    }

    /**
     * Waits until a job has started, and returns it. Each job is returned once, in the order in which they started, those that
     * are over included.
     *
     * @throws AssertionError if none started in time
     * @throws InterruptedException if the thread is interrupted
     */
    public FakeJob awaitStarted(Duration timeout) throws InterruptedException {
        CompletableFuture<Job> next = new CompletableFuture<>();
        loop.call(() -> {
            waiting.add(next);
            return started.isEmpty() || waiting.remove().complete(started.remove());
        });
        try {
            return new FakeJob(loop, next.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            // One that starts now must not be handed to a caller that is gone.
            boolean isNone = giveUp(next);
            if (isNone) {
                throw new AssertionError("no job started within " + timeout, late);
            }
            return new FakeJob(loop, next.join());
        } catch (InterruptedException interrupted) {
            giveUp(next);
            throw interrupted;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** False where a job was handed over meanwhile. */
    private boolean giveUp(CompletableFuture<Job> next) {
        return loop.call(() -> {
            boolean isNone = next.cancel(false);
            waiting.removeIf(CompletableFuture::isDone);
            return isNone;
        });
    }
}
