package org.qmp4j.junit.report;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.observer.WireLog;
import org.qmp4j.client.spi.Deadline;

/** The last messages of a monitor, with masked secrets, one per line. Thread-safe. */
public final class Transcript {
    private static final int MOST_LINES = 10_000;
    private static final Duration QUIET = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    // Guarded by lock.
    private final Deque<String> lines = new ArrayDeque<>();
    private long dropped;

    /** An observer that writes into this. */
    public ClientObserver observer() {
        return WireLog.to(this::add);
    }

    /** Adds a line. */
    public void add(String line) {
        lock.lock();
        try {
            if (lines.size() == MOST_LINES) {
                lines.removeFirst();
                dropped++;
            }
            lines.addLast(line);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits briefly until no more lines come, because observers are called a little later than callers. */
    void awaitQuiet() {
        Deadline deadline = Deadline.after(PATIENCE);
        lock.lock();
        try {
            while (added.await(QUIET.toNanos(), TimeUnit.NANOSECONDS) && !deadline.hasPassed()) {
                // Another line came.
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while waiting for the end of the transcript", interrupted);
        } finally {
            lock.unlock();
        }
    }

    /** All lines. */
    public String text() {
        lock.lock();
        try {
            String cut = dropped == 0 ? "" : "(" + dropped + " lines before this are not kept)\n";
            return cut + String.join("\n", List.copyOf(lines)) + "\n";
        } finally {
            lock.unlock();
        }
    }
}
