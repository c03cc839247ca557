package org.qmp4j.machine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.transport.Deadline;

/** What a child process says: read, so that the child never blocks, and the end of it kept. */
final class ProcessOutput {
    private final int mostCharacters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final StringBuilder kept = new StringBuilder();
    private long heard;
    private boolean ended;
    private @Nullable Throwable failure;

    private ProcessOutput(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** Those of a process that has no stream for them. */
    static ProcessOutput none() {
        ProcessOutput output = new ProcessOutput(0);
        output.end(null);
        return output;
    }

    /** Whether there is a stream to be read. */
    boolean isExpected() {
        return mostCharacters > 0;
    }

    /** Those of a stream, which is read by {@link #readAll}; at most so many characters are kept. */
    static ProcessOutput ofAtMost(int characters) {
        return new ProcessOutput(characters);
    }

    /** Reads a stream to its end; whatever happens, all who wait learn that no more will come. */
    void readAll(InputStream stream) {
        Throwable broken = null;
        byte[] buffer = new byte[4096];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                keep(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // The child is gone.
        } catch (RuntimeException | Error failed) {
            broken = failed;
        } finally {
            end(broken);
        }
    }

    private void keep(String more) {
        lock.lock();
        try {
            kept.append(more);
            kept.delete(0, Math.max(0, kept.length() - mostCharacters));
            heard += more.length();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable broken) {
        lock.lock();
        try {
            ended = true;
            failure = broken;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until more was heard than that, or all; in vain where a child of the child has its output open.
     *
     * @return how many characters were heard so far; no more than that if all were
     */
    long awaitMore(long than, Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (heard <= than && !ended && !deadline.hasPassed()) {
                var unused = changed.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
            return heard;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all was heard. */
    void awaitEnd(Deadline deadline) throws InterruptedException {
        var unused = awaitMore(Long.MAX_VALUE - 1, deadline);
    }

    /** Why the rest could not be read; empty if all was read, or is being read. */
    Optional<Throwable> failure() {
        lock.lock();
        try {
            return Optional.ofNullable(failure);
        } finally {
            lock.unlock();
        }
    }

    /** What was said so far; of much the end. */
    String text() {
        lock.lock();
        try {
            return kept.toString();
        } finally {
            lock.unlock();
        }
    }
}
