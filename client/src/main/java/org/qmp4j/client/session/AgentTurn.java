package org.qmp4j.client.session;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.protocol.Outcome;

/**
 * The right to send a command to the agent, which runs one at a time. Callers wait here in the order in which they
 * came.
 */
final class AgentTurn {
    // Fair, so that no caller's timeout is spent waiting for later callers.
    private final Semaphore turn = new Semaphore(1, true);
    private final String endpoint;

    AgentTurn(String endpoint) {
        this.endpoint = endpoint;
    }

    /** Waits for the turn; the caller must call {@link #release()} afterwards. */
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

    /** The exception for a command that did not get its turn before the deadline. */
    QmpTimeoutException busy(String name, Deadline deadline) {
        return new QmpTimeoutException(
                "'" + name + "' was not sent on " + endpoint + " within " + deadline
                        + ": the agent is busy with an earlier command",
                new FailedCall(name, endpoint, Outcome.NOT_SENT),
                null);
    }

    /** The exception for an interrupted caller. Sets the interrupt flag of the thread again. */
    QmpCallInterruptedException interrupted(String name, Outcome outcome, InterruptedException cause) {
        Thread.currentThread().interrupt();
        String state = outcome == Outcome.NOT_SENT ? "; it was not sent" : "; it may still run";
        return new QmpCallInterruptedException(
                "interrupted while running '" + name + "' on " + endpoint + state,
                new FailedCall(name, endpoint, outcome),
                cause);
    }
}
