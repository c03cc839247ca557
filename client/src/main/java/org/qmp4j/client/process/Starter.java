package org.qmp4j.client.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread that starts child processes. A parent-death signal comes when the starting <em>thread</em> ends (prctl(2),
 * PR_SET_PDEATHSIG), so it lives until the last of its children has ended, whatever a start throws. There is one at a time,
 * unless one is stuck in a start: that one is left to itself, and the next start has a new one.
 */
public final class Starter {
    // More starts at once than any host can take; one more is refused.
    private static final int MAX_WAITING = 1024;

    private static final ReentrantLock LOCK = new ReentrantLock();

    // Guarded by LOCK.
    private static @Nullable Starter current;

    private final Condition changed = LOCK.newCondition();
    // Guarded by LOCK: starts that the thread has not begun.
    private final Queue<Start> waiting = new ArrayDeque<>();
    // Guarded by LOCK: children that live, and starts that have not ended.
    private int users;

    private Starter() {}

    /**
     * A process that was started.
     *
     * @param starter its thread, which lives until {@link #release()}
     */
    public record Child(TiedProcess tied, Starter starter) {
        /** The process has ended, or was killed. Called once. */
        public void release() {
            starter.release();
        }
    }

    /**
     * Starts a process; returns when it is there.
     *
     * @param timeoutText the timeout that the caller's caller gave, for the message: {@code 5 s}
     * @throws IOException if it cannot be started, also because there is no thread for it; or if it is not there in time, and then
     *     it is ended when it comes
     * @throws InterruptedException if the thread is interrupted before it is there; it is ended when it comes
     */
    public static Child start(Start.Work work, Duration timeout, String timeoutText, ThreadStart threads)
            throws IOException, InterruptedException {
        Start start = new Start(work);
        Starter starter = acquire(start, threads);
        TiedProcess tied = start.await(timeout);
        if (tied == null) {
            starter.leave();
            throw new IOException("it has not been started within " + timeoutText
                    + ": the program may be on a file system that does not answer");
        }
        return new Child(tied, starter);
    }

    private static Starter acquire(Start start, ThreadStart threads) throws IOException {
        LOCK.lock();
        try {
            Starter starter = current;
            if (starter == null) {
                starter = new Starter();
                starter.enqueue(start);
                threads.start("qmp4j-starter", starter::run);
                // Not before: without its thread it would be of no use to anyone.
                current = starter;
            } else {
                starter.enqueue(start);
            }
            return starter;
        } finally {
            LOCK.unlock();
        }
    }

    private void enqueue(Start start) throws IOException {
        if (waiting.size() >= MAX_WAITING) {
            throw new IOException(MAX_WAITING + " other starts wait already");
        }
        waiting.add(start);
        users++;
        changed.signalAll();
    }

    /** Has the next start use another thread: this one is stuck. */
    private void leave() {
        LOCK.lock();
        try {
            current = current == this ? null : current;
        } finally {
            LOCK.unlock();
        }
    }

    private void release() {
        LOCK.lock();
        try {
            users--;
            if (users == 0) {
                current = current == this ? null : current;
                changed.signalAll();
            }
        } finally {
            LOCK.unlock();
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = serve();
            } catch (Throwable tooLittleMemory) {
                // Were this thread to end now, so would its children.
            }
        }
    }

    /** Makes the next start; false if there is none any more, and no child. */
    private boolean serve() {
        Start next = next();
        if (next == null) {
            return false;
        }
        boolean isHandedOver = false;
        try {
            isHandedOver = next.run();
        } finally {
            if (!isHandedOver) {
                release();
            }
        }
        return true;
    }

    private @Nullable Start next() {
        LOCK.lock();
        try {
            while (waiting.isEmpty() && users > 0) {
                changed.awaitUninterruptibly();
            }
            return waiting.poll();
        } finally {
            LOCK.unlock();
        }
    }
}
