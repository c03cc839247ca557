package org.qmp4j.client.session;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.session.ConnectionEnd.Kind;
import org.qmp4j.client.transport.Transport;

/**
 * Whether a session is open, and its end, which comes once, for the first reason. Every waiter is notified of the end; what
 * fails of that, because memory or threads have run out, the reader of the transport tries again until it succeeds. Any thread.
 */
final class SessionLife {
    /** Makes the steps that close the session. The last one closes the transport, whose reader must be there until then. */
    interface StepsFactory {
        ClosingSteps steps(ConnectionEnd reason, boolean byThisProgram);
    }

    /** The end of a session. */
    record End(ConnectionEnd reason, boolean byThisProgram, ClosingSteps steps) {}

    // Made in advance, because it is used where memory may be short. Never reported: there is a reason already.
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

    /** The end, null while the session is open. */
    @Nullable
    End end() {
        return end.get();
    }

    /** The end for the application; empty while the session is open. */
    Optional<SessionEnd> sessionEnd(Optional<String> shutdownReason) {
        return Optional.ofNullable(end.get())
                .map(last -> SessionEnd.of(last.reason(), shutdownReason, last.byThisProgram()));
    }

    /** The connection has ended. Throws if a waiter could not be notified; the transport calls this again then. Reader thread only. */
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

    /** The session cannot go on. Any thread. Does not throw: what fails, making the reason included, is left to the reader. */
    void end(Supplier<ConnectionEnd> reason, boolean byThisProgram) {
        Throwable notDone = NOT_ALL_NOTIFIED;
        try {
            if (isEnded(reason.get(), byThisProgram)) {
                return;
            }
        } catch (OutOfMemoryError noRoom) {
            notDone = noRoom;
        }
        // The reader does what is left.
        transport.abort(notDone);
    }

    private boolean isEnded(ConnectionEnd reason, boolean byThisProgram) {
        End last = end.get();
        if (last == null) {
            End mine = new End(reason, byThisProgram, closing.steps(reason, byThisProgram));
            // In one step: a second close must not find it open.
            last = end.compareAndSet(null, mine) ? mine : end.get();
        }
        return last == null || last.steps().take();
    }
}
