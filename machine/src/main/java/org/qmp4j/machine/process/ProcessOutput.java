package org.qmp4j.machine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.spi.Deadline;

/** Reads the output of a child process, so that the child never blocks, and keeps the end. */
final class ProcessOutput {
    private final int mostCharacters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final StringBuilder kept = new StringBuilder();
    private long count;
    private boolean ended;
    private @Nullable Throwable failure;

    private ProcessOutput(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** For a process without such a stream. */
    static ProcessOutput none() {
        ProcessOutput output = new ProcessOutput(0);
        output.end(null);
        return output;
    }

    /** Whether there is a stream to read. */
    boolean isExpected() {
        return mostCharacters > 0;
    }

    /** For a stream that {@link #readAll} reads; keeps at most this number of characters. */
    static ProcessOutput ofAtMost(int characters) {
        return new ProcessOutput(characters);
    }

    /** Reads a stream to its end, and wakes all waiting threads then, whatever happens. */
    void readAll(InputStream stream) {
        Throwable broken = null;
        byte[] buffer = new byte[4096];
        try (stream) {
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                keep(new String(buffer, 0, length, StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // The child has exited.
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
            count += more.length();
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
     * Waits until more than this number of characters was read, or all. The end may never come if a child of the child keeps the
     * stream open.
     *
     * @return the number of characters read so far; not more than before if all were read
     */
    long awaitMore(long than, Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (count <= than && !ended && !deadline.hasPassed()) {
                var unused = changed.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all was read. */
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

    /** The output so far; the end of a long one. */
    String text() {
        lock.lock();
        try {
            return kept.toString();
        } finally {
            lock.unlock();
        }
    }
}
