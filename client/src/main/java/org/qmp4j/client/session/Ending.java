package org.qmp4j.client.session;

import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpDeliveryException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.message.Message;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.PeerText;

/** How a call ended. The thread that waited creates the exception, so that the stack trace shows that thread. */
sealed interface Ending {
    /** A reply came. */
    record Answered(Message.Reply reply) implements Ending {}

    /** No reply came. */
    sealed interface Failed extends Ending {
        QmpCallException exception(CallLabel call);
    }

    /** The connection ended first. */
    record Disconnected(Outcome outcome, ConnectionEnd end) implements Failed {
        @Override
        public QmpCallException exception(CallLabel call) {
            FailedCall failed = call.failed(outcome);
            return outcome == Outcome.NOT_SENT
                    ? end.notSent(failed)
                    : end.exception(
                            "no reply to '" + call.command() + "'" + call.idText() + ", which may have run: "
                                    + end.message(),
                            failed);
        }
    }

    /**
     * The timeout ran out first.
     *
     * @param limit the timeout as text: {@code 5 s}
     */
    record Expired(Outcome outcome, String limit) implements Failed {
        @Override
        public QmpCallException exception(CallLabel call) {
            String message = outcome == Outcome.NOT_SENT
                    ? "'" + call.command() + "' could not be sent on " + call.endpoint() + " within " + limit
                            + ", because earlier commands are still running or the peer does not read; it was withdrawn"
                    : "no reply to '" + call.command() + "'" + call.idText() + " on " + call.endpoint() + " within "
                            + limit + "; it may still run";
            return new QmpTimeoutException(message, call.failed(outcome), null);
        }
    }

    /** The transport could not deliver the command, or lost its reply, and goes on. */
    record Undelivered(Outcome outcome, String reason) implements Failed {
        @Override
        public QmpCallException exception(CallLabel call) {
            String state = outcome == Outcome.NOT_SENT ? "' was not sent on " : "' may have run on ";
            String message = "'" + call.command() + state + call.endpoint() + ": " + PeerText.message(reason);
            return new QmpDeliveryException(message, call.failed(outcome), null);
        }
    }

    /** The caller was interrupted. */
    record Interrupted(Outcome outcome, InterruptedException cause) implements Failed {
        @Override
        public QmpCallException exception(CallLabel call) {
            String state = outcome == Outcome.NOT_SENT ? "it was withdrawn" : "it may still run";
            return new QmpCallInterruptedException(
                    "interrupted while waiting for the reply to '" + call.command() + "'" + call.idText() + " on "
                            + call.endpoint() + "; " + state,
                    call.failed(outcome),
                    cause);
        }
    }

    /** It waited behind another call of the same caller, and that call was interrupted or could not be sent. */
    record Withdrawn() implements Failed {
        @Override
        public QmpCallException exception(CallLabel call) {
            return new QmpCallInterruptedException(
                    "interrupted before '" + call.command() + "' was sent on " + call.endpoint() + "; it was withdrawn",
                    call.failed(Outcome.NOT_SENT),
                    null);
        }
    }

    /** QEMU's parser lost its position in the input, and the reply to this call was lost. */
    record Lost() implements Failed {
        @Override
        public QmpCallException exception(CallLabel call) {
            return new QmpProtocolException(
                    "the answer to '" + call.command() + "'" + call.idText() + " on " + call.endpoint()
                            + " was lost among errors without an id; it may have run",
                    call.failed(Outcome.UNKNOWN),
                    null);
        }
    }
}
