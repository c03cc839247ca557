package org.qmp4j.client.session;

import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.error.QmpUnresponsiveException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.protocol.Outcome;

/** How a call ended. The exception for it is made by the thread that waited, so that its stack trace is of use. */
sealed interface Ending {
    /** An answer came. */
    record Answered(Message.Reply reply) implements Ending {}

    /** Something else came. */
    sealed interface Failed extends Ending {
        QmpException exception(PendingCall call, String endpoint);
    }

    /** The connection ended first. */
    record Disconnected(Outcome outcome, QmpDisconnectedException reason) implements Failed {
        @Override
        public QmpException exception(PendingCall call, String endpoint) {
            String message = describe(call, outcome) + ": " + reason.getMessage();
            if (reason instanceof QmpProtocolException) {
                return new QmpProtocolException(message, outcome, reason);
            }
            return reason instanceof QmpUnresponsiveException
                    ? new QmpUnresponsiveException(message, outcome, reason)
                    : new QmpDisconnectedException(message, outcome, reason);
        }

        private static String describe(PendingCall call, Outcome outcome) {
            return outcome == Outcome.NOT_SENT
                    ? "'" + call.name() + "' was not sent"
                    : "no reply to '" + call.name() + "'" + call.idText() + ", which may have run";
        }
    }

    /** The deadline passed first. */
    record Expired(Outcome outcome, Deadline deadline) implements Failed {
        @Override
        public QmpException exception(PendingCall call, String endpoint) {
            String message = outcome == Outcome.NOT_SENT
                    ? "'" + call.name() + "' could not be sent on " + endpoint + " within " + deadline
                            + ", because earlier commands are still running or the peer does not read; it was withdrawn"
                    : "no reply to '" + call.name() + "'" + call.idText() + " on " + endpoint + " within " + deadline
                            + "; it may still run";
            return new QmpTimeoutException(message, outcome, null);
        }
    }

    /** Its caller was interrupted. */
    record Interrupted(Outcome outcome, InterruptedException cause) implements Failed {
        @Override
        public QmpException exception(PendingCall call, String endpoint) {
            String state = outcome == Outcome.NOT_SENT ? "it was withdrawn" : "it may still run";
            return new QmpInterruptedException(
                    "interrupted while waiting for the reply to '" + call.name() + "'" + call.idText() + " on "
                            + endpoint + "; " + state,
                    outcome,
                    cause);
        }
    }

    /** It waited behind another of the same caller's, whose wait was interrupted or that could not be sent. */
    record Withdrawn() implements Failed {
        @Override
        public QmpException exception(PendingCall call, String endpoint) {
            return new QmpInterruptedException(
                    "interrupted before '" + call.name() + "' was sent on " + endpoint + "; it was withdrawn",
                    Outcome.NOT_SENT,
                    null);
        }
    }

    /** QEMU's parser lost track of what it read, and this call's answer with it. */
    record Lost() implements Failed {
        @Override
        public QmpException exception(PendingCall call, String endpoint) {
            return new QmpProtocolException(
                    "the answer to '" + call.name() + "'" + call.idText() + " on " + endpoint
                            + " was lost among errors without an id; it may have run",
                    Outcome.UNKNOWN,
                    null);
        }
    }
}
