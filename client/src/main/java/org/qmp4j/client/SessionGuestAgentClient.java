package org.qmp4j.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.session.Connection;
import org.qmp4j.client.session.GuestAgentSession;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.thread.Threads;
import org.qmp4j.client.thread.Timer;
import org.qmp4j.protocol.GuestAgentCommand;

/** The guest agent client over a session of its own. */
final class SessionGuestAgentClient extends SessionBase implements GuestAgentClient {
    private final GuestAgentSession session;
    private final ConnectOptions options;
    // The agent does one thing at a time, so one thread is enough for all futures.
    private final ExecutorService futures;

    private SessionGuestAgentClient(GuestAgentSession session, Endpoint endpoint, ConnectOptions options) {
        super(session, endpoint);
        this.session = session;
        this.options = options;
        this.futures = Threads.oneAtATime("qmp4j-agent " + session.endpoint(), options.maxWaitingCalls());
    }

    static GuestAgentClient connect(Endpoint endpoint, ConnectOptions options) {
        if (options.livenessInterval().isPresent()) {
            throw new IllegalArgumentException(
                    "a liveness probe needs out-of-band execution, which a guest agent does not have");
        }
        Deadline deadline = Deadline.after(options.connectTimeout());
        Connection connection = Opening.open(endpoint, options, deadline);
        return Opening.begin(
                connection,
                options,
                () -> new SessionGuestAgentClient(
                        GuestAgentSession.open(connection, options, deadline), endpoint, options));
    }

    @Override
    public <R> R execute(GuestAgentCommand<R> command, CallOptions callOptions) {
        return session.execute(command, deadline(command.name(), callOptions));
    }

    @Override
    public <R> CompletableFuture<R> submit(GuestAgentCommand<R> command, CallOptions callOptions) {
        CompletableFuture<R> future = new CompletableFuture<>();
        Deadline deadline = deadline(command.name(), callOptions);
        AtomicBoolean begun = new AtomicBoolean();
        // Before the call is handed over: there may be no thread for the timer.
        Future<?> timer = Timer.after(deadline.remaining(), () -> expire(command.name(), deadline, begun, future));
        try {
            session.requireOpen(command.name());
            futures.execute(() -> {
                if (begun.compareAndSet(false, true)) {
                    run(command, deadline, future);
                }
            });
        } catch (QmpDisconnectedException closed) {
            timer.cancel(false);
            return CompletableFuture.failedFuture(closed);
        } catch (RejectedExecutionException full) {
            timer.cancel(false);
            return CompletableFuture.failedFuture(new QmpBusyException(
                    "'" + command.name() + "' was not sent: too many calls are waiting already",
                    command.name(),
                    peer(),
                    full));
        } catch (Error noThread) {
            timer.cancel(false);
            throw noThread;
        }
        var unused = future.whenComplete((value, failure) -> timer.cancel(false));
        return future;
    }

    // Timer thread.
    private void expire(String name, Deadline deadline, AtomicBoolean begun, CompletableFuture<?> future) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        boolean handedOver = false;
        try {
            handedOver = session.callBack(() -> Threads.fail(future, session.busy(name, deadline)));
        } finally {
            if (!handedOver) {
                // No thread for that: the one that runs the calls will find that the deadline has passed.
                begun.set(false);
            }
        }
    }

    private <R> void run(GuestAgentCommand<R> command, Deadline deadline, CompletableFuture<R> future) {
        if (future.isDone()) {
            return;
        }
        Runnable ending;
        try {
            R value = session.execute(command, deadline);
            ending = () -> future.complete(value);
        } catch (Throwable failed) {
            // An Error too: a large reply may not fit into memory, and the waiting thread must get that error.
            ending = failing(future, failed);
        }
        // This thread has nothing else to do, and no other thread would complete the future.
        while (!session.callBack(ending)) {
            Threads.pauseBeforeRetry();
        }
    }

    private static Runnable failing(CompletableFuture<?> future, Throwable failed) {
        while (true) {
            try {
                return () -> Threads.fail(future, failed);
            } catch (OutOfMemoryError noRoom) {
                Threads.pauseBeforeRetry();
            }
        }
    }

    @Override
    public void sync(CallOptions callOptions) {
        session.sync(deadline("guest-sync-delimited", callOptions));
    }

    private Deadline deadline(String command, CallOptions callOptions) {
        if (callOptions.isOutOfBand()) {
            throw new IllegalArgumentException("the guest agent runs nothing out of band");
        }
        if (!callOptions.descriptors().isEmpty()) {
            throw new IllegalArgumentException("the guest agent takes no descriptors");
        }
        return Deadline.after(
                callOptions.timeout().orElseGet(() -> options.defaultTimeouts().of(command)));
    }

    @Override
    public void close() {
        session.close();
        futures.shutdown();
    }

    @Override
    public String toString() {
        return "GuestAgentClient[" + peer() + (isOpen() ? "]" : ", closed]");
    }
}
