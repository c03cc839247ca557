package org.qmp4j.client.session;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.protocol.Outcome;

/** Whose command the agent has: it takes one after the other, and callers queue for it here, first come, first served. */
final class AgentTurn {
    // Fair, so that no caller's timeout is spent waiting for later callers.
    private final Semaphore turn = new Semaphore(1, true);
    private final String endpoint;

    AgentTurn(String endpoint) {
        this.endpoint = endpoint;
    }

    /** Waits for the turn; the caller gives it back by {@link #release()}. */
    void take(String name, Deadline deadline) {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!turn.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                throw busy(name, deadline);
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(name, Outcome.NOT_SENT, interrupted);
        }
    }

    void release() {
        turn.release();
    }

    /** The exception for a command whose turn did not come in time. */
    QmpTimeoutException busy(String name, Deadline deadline) {
        return new QmpTimeoutException(
                "'" + name + "' was not sent on " + endpoint + " within " + deadline
                        + ": the agent is busy with an earlier command",
                new FailedCall(name, endpoint, Outcome.NOT_SENT),
                null);
    }

    /** The exception for a caller that is interrupted; the thread stays so. */
    QmpCallInterruptedException interrupted(String name, Outcome outcome, InterruptedException cause) {
        Thread.currentThread().interrupt();
        String state = outcome == Outcome.NOT_SENT ? "; it was not sent" : "; it may still run";
        return new QmpCallInterruptedException(
                "interrupted while running '" + name + "' on " + endpoint + state,
                new FailedCall(name, endpoint, outcome),
                cause);
    }
}
