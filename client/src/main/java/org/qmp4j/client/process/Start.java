package org.qmp4j.client.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One start of a process: the starter thread makes it, and the caller waits for it or gives up. A process that comes when the
 * caller has given up is ended.
 */
public final class Start {
    /** Makes the process. */
    @FunctionalInterface
    public interface Work {
        /** Starts it; where that fails none is left. */
        TiedProcess start() throws IOException;
    }

    private final Work work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private @Nullable TiedProcess started;
    private @Nullable Throwable failure;
    private boolean isGivenUp;

    Start(Work work) {
        this.work = work;
    }

    /**
     * Makes the process.
     *
     * @return whether the caller has it, or will have it; if not, nothing is left of it
     */
    boolean run() {
        if (isGivenUp()) {
            return false;
        }
        try {
            TiedProcess made = work.start();
            if (handOver(made)) {
                return true;
            }
            made.discard();
        } catch (Throwable failed) {
            // The caller throws it.
            fail(failed);
        }
        return false;
    }

    private boolean isGivenUp() {
        lock.lock();
        try {
            return isGivenUp;
        } finally {
            lock.unlock();
        }
    }

    private boolean handOver(TiedProcess made) {
        lock.lock();
        try {
            if (!isGivenUp) {
                started = made;
                changed.signalAll();
            }
            return !isGivenUp;
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable failed) {
        lock.lock();
        try {
            failure = failed;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the process.
     *
     * @return the process; null if it was not there in time, and never will be
     * @throws InterruptedException if the thread is interrupted before it is there; it never will be
     */
    @Nullable
    TiedProcess await(Duration timeout) throws IOException, InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(timeout);
        lock.lock();
        try {
            while (started == null && failure == null && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            if (started == null && failure == null) {
                throw interrupted;
            }
            // It has started: the caller sees the interrupt later.
            Thread.currentThread().interrupt();
        } finally {
            isGivenUp = started == null;
            lock.unlock();
        }
        return result();
    }

    // Not guarded any more: whatever comes now is discarded.
    private @Nullable TiedProcess result() throws IOException {
        if (failure instanceof IOException failed) {
            throw failed;
        }
        if (failure instanceof RuntimeException failed) {
            throw failed;
        }
        if (failure instanceof Error failed) {
            throw failed;
        }
        return started;
    }
}
