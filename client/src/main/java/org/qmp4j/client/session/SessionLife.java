package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.transport.Transport;
import org.qmp4j.protocol.Outcome;

/**
 * Whether a session is open, and its end, which comes once, for the first reason. Everybody who waits is told of the end; what
 * fails of that, because memory or threads have run out, the reader of the transport tries again until it succeeds. Any thread.
 */
final class SessionLife {
    /** Makes the steps of the end. The last one closes the transport, whose reader must be there until then. */
    interface Ends {
        ClosingSteps steps(QmpDisconnectedException reason, boolean byThisProgram);
    }

    /** The end of a session. */
    record End(QmpDisconnectedException reason, boolean byThisProgram, ClosingSteps steps) {}

    // Made in advance, because it is used where memory may be short. Never reported: there is a reason already.
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final Throwable NOT_ALL_TOLD = new IllegalStateException("not all have been told of the end yet");

    private final Transport transport;
    private final Ends ends;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();

    SessionLife(Transport transport, Ends ends) {
        this.transport = transport;
        this.ends = ends;
    }

    /** The end, null while the session is open. */
    @Nullable
    End end() {
        return end.get();
    }

    /** The connection has ended. Throws if not all could be told; the transport has this called again then. Reader thread only. */
    void endByReader(QmpDisconnectedException reason) {
        if (!isEnded(reason, false)) {
            throw new IllegalStateException(NOT_ALL_TOLD);
        }
    }

    /** This program closes the session. Returns at once. Idempotent. Any thread. */
    void close() {
        String how = "this program closed the connection to ";
        end(() -> new QmpDisconnectedException(how + transport.name(), Outcome.UNKNOWN, null), true);
    }

    /** The session cannot go on. Any thread. Does not throw: what fails, making the reason included, is left to the reader. */
    void end(Supplier<QmpDisconnectedException> reason, boolean byThisProgram) {
        Throwable notDone = NOT_ALL_TOLD;
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

    private boolean isEnded(QmpDisconnectedException reason, boolean byThisProgram) {
        End last = end.get();
        if (last == null) {
            End mine = new End(reason, byThisProgram, ends.steps(reason, byThisProgram));
            // In one step: who closes second must not find it open.
            last = end.compareAndSet(null, mine) ? mine : end.get();
        }
        return last == null || last.steps().take();
    }
}
