package org.qmp4j.client.session;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.session.ConnectionEnd.Kind;
import org.qmp4j.client.spi.Transport;

/**
 * Whether a session is open. It ends once, for the first reason, and every waiter is notified. If that fails because
 * there is no memory or no thread, the reader of the transport tries again until it succeeds. Any thread.
 */
final class SessionLife {
    /**
     * Creates the steps that close the session. The last step closes the transport, because its reader must run until
     * then.
     */
    interface StepsFactory {
        ClosingSteps steps(ConnectionEnd reason, boolean byThisProgram);
    }

    /** The end of a session. */
    record End(ConnectionEnd reason, boolean byThisProgram, ClosingSteps steps) {}

    // Created in advance, because there may be no memory when it is needed. Never reported: the end has its own reason.
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final Throwable NOT_ALL_NOTIFIED =
            new IllegalStateException("not every waiter has been notified of the end yet");

    private final Transport transport;
    private final StepsFactory closing;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();

    SessionLife(Transport transport, StepsFactory closing) {
        this.transport = transport;
        this.closing = closing;
    }

    /** The end; null while the session is open. */
    @Nullable
    End end() {
        return end.get();
    }

    /** The end for the application; empty while the session is open. */
    Optional<CloseReason> closeReason(Optional<String> shutdownReason) {
        return Optional.ofNullable(end.get())
                .map(last -> last.reason().toApplication(shutdownReason, last.byThisProgram()));
    }

    /**
     * The connection has ended. Throws if a waiter could not be notified; the transport then calls this again. Reader
     * thread only.
     */
    void endByReader(ConnectionEnd reason) {
        if (!isEnded(reason, false)) {
            throw new IllegalStateException(NOT_ALL_NOTIFIED);
        }
    }

    /** This program closes the session. Returns at once. Idempotent. Any thread. */
    void close() {
        String how = "this program closed the connection to ";
        end(() -> new ConnectionEnd(Kind.CLOSED, how + transport.name(), null), true);
    }

    /**
     * Ends the session for this reason. Any thread. Does not throw: if something fails, even creating the reason, the
     * reader tries again.
     */
    void end(Supplier<ConnectionEnd> reason, boolean byThisProgram) {
        Throwable notDone = NOT_ALL_NOTIFIED;
        try {
            if (isEnded(reason.get(), byThisProgram)) {
                return;
            }
        } catch (OutOfMemoryError noRoom) {
            notDone = noRoom;
        }
        // The reader runs the steps that are left.
        transport.abort(notDone);
    }

    private boolean isEnded(ConnectionEnd reason, boolean byThisProgram) {
        End last = end.get();
        if (last == null) {
            End mine = new End(reason, byThisProgram, closing.steps(reason, byThisProgram));
            // In one step, so that a second close does not find the session open.
            last = end.compareAndSet(null, mine) ? mine : end.get();
        }
        return last == null || last.steps().take();
    }
}
