package org.qmp4j.client;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpClosedException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpConnectTimeoutException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;

/**
 * Connects each time its owner asks for a connection, with a pause after attempts that failed and connections that did not last. It has
 * no thread and never connects by itself: only the owner knows what to do about calls that were lost.
 *
 * <pre>{@code
 * try (Reconnector<QmpClient> monitor = Reconnector.to(endpoint, options)) {
 *     while (true) {
 *         Reconnector.Connection<QmpClient> connection = monitor.connect(Duration.ofHours(1));
 *         if (connection.reconnected()) { ... query the state: events may have been missed ... }
 *         ... use connection.client() until it is closed ...
 *     }
 * }
 * }</pre>
 *
 * <p>All methods may be called by any thread; several that connect take turns.
 *
 * @param <C> {@link QmpClient} or {@link GuestAgentClient}
 */
public final class Reconnector<C extends QmpSession> implements AutoCloseable {
    /**
     * A new connection.
     *
     * @param client the client; the next connection closes it
     * @param reconnected whether there was a connection before, so that events, answers and changes may have been missed in between
     * @param <C> the kind of client
     */
    public record Connection<C>(C client, boolean reconnected) {}

    private final String name;
    private final Function<? super Duration, ? extends C> connector;
    private final Backoff backoff;

    // The holder of the permit connects; one at a time.
    private final Semaphore turn = new Semaphore(1, true);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    // Guarded by lock.
    private boolean closed;
    // Guarded by lock.
    private @Nullable C latest;

    // Guarded by turn. How many connections in a row ended sooner than a pause would have lasted.
    private int shortLived;
    // Guarded by turn.
    private long connectedNanos;

    private Reconnector(String name, Function<? super Duration, ? extends C> connector, Backoff backoff) {
        this.name = name;
        this.connector = connector;
        this.backoff = backoff;
    }

    /** Connects to a monitor, with {@link Backoff#DEFAULT}. */
    public static Reconnector<QmpClient> to(Endpoint endpoint, ConnectOptions options) {
        return of(endpoint.toString(), left -> QmpClient.connect(endpoint, within(left, options)), Backoff.DEFAULT);
    }

    /** Connects to a guest agent, with {@link Backoff#DEFAULT}. */
    public static Reconnector<GuestAgentClient> toGuestAgent(Endpoint endpoint, ConnectOptions options) {
        return of(
                endpoint.toString(),
                left -> GuestAgentClient.connect(endpoint, within(left, options)),
                Backoff.DEFAULT);
    }

    private static ConnectOptions within(Duration limit, ConnectOptions options) {
        return limit.compareTo(options.connectTimeout()) < 0
                ? options.toBuilder().connectTimeout(limit).build()
                : options;
    }

    /**
     * Takes connections from a function, such as {@code listener::accept}.
     *
     * @param name for messages
     * @param connector gets the time that is left, which is positive, and throws a {@code QmpConnectException} where another attempt
     *     may help
     */
    public static <C extends QmpSession> Reconnector<C> of(
            String name, Function<? super Duration, ? extends C> connector, Backoff backoff) {
        return new Reconnector<>(name, connector, backoff);
    }

    /**
     * Closes the latest client and connects a new one.
     *
     * @param timeout for all attempts together
     * @throws QmpConnectTimeoutException if no attempt succeeded in time; its cause is the last failure
     * @throws QmpClosedException if this is closed, also while waiting
     * @throws QmpInterruptedException if the thread is interrupted
     */
    public Connection<C> connect(Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        takeTurn(deadline);
        try {
            return connect(deadline);
        } finally {
            turn.release();
        }
    }

    private void takeTurn(Deadline deadline) {
        try {
            if (!turn.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                throw new QmpConnectTimeoutException(
                        "no connection to " + name + " within " + deadline + ": another thread is connecting", null);
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private QmpInterruptedException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new QmpInterruptedException("interrupted while connecting to " + name, cause);
    }

    private Connection<C> connect(Deadline deadline) {
        boolean reconnected = closeLatest();
        if (reconnected) {
            pauseAfterShortLife(deadline);
        }
        for (int failures = 1; ; failures++) {
            try {
                Connection<C> connection = keep(connector.apply(left(deadline)), reconnected);
                connectedNanos = System.nanoTime();
                return connection;
            } catch (QmpConnectException failed) {
                if (deadline.hasPassed()) {
                    throw new QmpConnectTimeoutException(
                            "no connection to " + name + " within " + deadline + ", in " + failures + " attempts: "
                                    + failed.getMessage(),
                            failed);
                }
                pause(backoff.after(failures), deadline);
            }
        }
    }

    // An attempt needs a positive timeout; after the last pause nothing may be left.
    private static Duration left(Deadline deadline) {
        return Duration.ofNanos(Math.max(1, deadline.remainingNanos()));
    }

    /** A monitor that greets and closes at once must not keep its owner's loop running without a pause. */
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
        C before;
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

    private Connection<C> keep(C client, boolean reconnected) {
        if (!isKept(client)) {
            client.close();
            throw isClosed();
        }
        return new Connection<>(client, reconnected);
    }

    private boolean isKept(C client) {
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

    private QmpClosedException isClosed() {
        return new QmpClosedException("the reconnector of " + name + " is closed", null);
    }

    /** Closes the latest client and wakes the threads that wait. Idempotent. */
    @Override
    public void close() {
        C last;
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
