package org.qmp4j.client;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.protocol.Outcome;

/**
 * Connects again and again, whenever its owner asks, with a pause between attempts that fail or do not last. It never does so by itself
 * and has no thread: what is to be done with calls that were lost, only the owner knows.
 *
 * <pre>{@code
 * try (Reconnector monitor = Reconnector.to(endpoint, options)) {
 *     while (true) {
 *         Reconnector.Link link = monitor.next(Duration.ofHours(1));
 *         if (link.gap()) { ... read the state anew: events may have been missed ... }
 *         ... use link.client() until it is closed ...
 *     }
 * }
 * }</pre>
 *
 * <p>All methods may be called by any thread; several that connect take turns.
 */
public final class Reconnector implements AutoCloseable {
    /**
     * A new connection.
     *
     * @param gap whether there was one before, so that events, answers and changes may have been missed in between
     */
    public record Link(QmpClient client, boolean gap) {}

    private final String name;
    private final Supplier<QmpClient> connector;
    private final Backoff backoff;

    // Whoever holds the permit connects; one at a time.
    private final Semaphore turn = new Semaphore(1, true);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    // Guarded by lock.
    private boolean closed;
    // Guarded by lock.
    private @Nullable QmpClient latest;

    // Guarded by turn. How many connections in a row ended sooner than a pause would have lasted.
    private int shortLived;
    // Guarded by turn.
    private long connectedNanos;

    private Reconnector(String name, Supplier<QmpClient> connector, Backoff backoff) {
        this.name = name;
        this.connector = connector;
        this.backoff = backoff;
    }

    /** Connects to an endpoint, with {@link Backoff#DEFAULT}. */
    public static Reconnector to(Endpoint endpoint, ConnectOptions options) {
        return new Reconnector(endpoint.toString(), () -> QmpClient.connect(endpoint, options), Backoff.DEFAULT);
    }

    /** Takes a connection from the supplier, which throws a {@code QmpConnectException} where another attempt may help. */
    public static Reconnector of(String name, Supplier<QmpClient> connector, Backoff backoff) {
        return new Reconnector(name, connector, backoff);
    }

    /**
     * Closes the latest client and brings a new one.
     *
     * @param duration for all attempts together; one that has begun by then may still take its own connect timeout
     * @throws QmpTimeoutException if none succeeded in time, with the last reason as its cause
     * @throws QmpDisconnectedException if this is closed, also while waiting
     * @throws QmpInterruptedException if the thread is interrupted
     */
    public Link next(Duration duration) {
        Deadline deadline = Deadline.after(duration);
        takeTurn(deadline);
        try {
            return next(deadline);
        } finally {
            turn.release();
        }
    }

    private void takeTurn(Deadline deadline) {
        try {
            if (!turn.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                throw new QmpTimeoutException(
                        "no connection to " + name + " within " + deadline + ": another thread is connecting",
                        Outcome.NOT_SENT,
                        null);
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private QmpInterruptedException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new QmpInterruptedException("interrupted while connecting to " + name, Outcome.NOT_SENT, cause);
    }

    private Link next(Deadline deadline) {
        boolean gap = closeLatest();
        if (gap) {
            pauseAfterShortLife(deadline);
        }
        for (int failures = 1; ; failures++) {
            try {
                Link link = keep(connector.get(), gap);
                connectedNanos = System.nanoTime();
                return link;
            } catch (QmpConnectException failed) {
                if (deadline.hasPassed()) {
                    throw new QmpTimeoutException(
                            "no connection to " + name + " within " + deadline + ", in " + failures + " attempts: "
                                    + failed.getMessage(),
                            Outcome.NOT_SENT,
                            failed);
                }
                pause(backoff.after(failures), deadline);
            }
        }
    }

    /** A monitor that greets and is gone at once must not keep its owner's loop running without a pause. */
    private void pauseAfterShortLife(Deadline deadline) {
        Duration pause = backoff.after(shortLived + 1);
        Duration left = pause.minusNanos(System.nanoTime() - connectedNanos);
        shortLived = left.isNegative() ? 0 : shortLived + 1;
        if (shortLived > 1) {
            pause(left, deadline);
        }
    }

    // Clients are closed without the lock: that takes locks that come before it.
    private boolean closeLatest() {
        QmpClient before;
        lock.lock();
        try {
            requireOpen();
            before = latest;
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.close();
        }
        return before != null;
    }

    private Link keep(QmpClient client, boolean gap) {
        if (!isKept(client)) {
            client.close();
            throw isClosed();
        }
        return new Link(client, gap);
    }

    private boolean isKept(QmpClient client) {
        lock.lock();
        try {
            if (!closed) {
                latest = client;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration pause, Deadline deadline) {
        lock.lock();
        try {
            long nanos = Math.min(pause.toNanos(), Math.max(0, deadline.remainingNanos()));
            while (nanos > 0 && !closed) {
                nanos = closing.awaitNanos(nanos);
            }
            requireOpen();
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } finally {
            lock.unlock();
        }
    }

    // Caller holds the lock.
    private void requireOpen() {
        if (closed) {
            throw isClosed();
        }
    }

    private QmpDisconnectedException isClosed() {
        return new QmpDisconnectedException("the reconnector of " + name + " is closed", Outcome.NOT_SENT, null);
    }

    /** Closes the latest client and wakes whoever waits. Idempotent. */
    @Override
    public void close() {
        QmpClient last;
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
            last = latest;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close();
        }
    }
}
