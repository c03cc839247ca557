package org.qmp4j.client.error;

import org.qmp4j.protocol.Outcome;

/**
 * What became of one command of {@code executeAll}.
 *
 * @param <R> what the command returns
 */
public sealed interface CallResult<R> {
    /** What is known of the command: {@code DONE} for a value, {@code NOT_SENT} where it was not reached. */
    Outcome outcome();

    /** The command ran, and this is what it returned. */
    record Value<R>(R value) implements CallResult<R> {
        @Override
        public Outcome outcome() {
            return Outcome.DONE;
        }
    }

    /** The call failed; the exception has its outcome. */
    record Failed<R>(QmpCallException exception) implements CallResult<R> {
        @Override
        public Outcome outcome() {
            return exception.outcome();
        }
    }

    /** It was not sent, because an earlier command could not be sent or the thread was interrupted. */
    record NotSent<R>() implements CallResult<R> {
        @Override
        public Outcome outcome() {
            return Outcome.NOT_SENT;
        }
    }
}
