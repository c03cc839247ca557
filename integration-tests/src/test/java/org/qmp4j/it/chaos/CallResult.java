package org.qmp4j.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.protocol.Outcome;
import tools.jackson.databind.JsonNode;

/**
 * What the client reported for a call: a value or a failure; neither if the caller cancelled it.
 *
 * <p>{@link #judge} compares it with what the fake has recorded.
 */
record CallResult(Step.Call call, Duration took, Optional<JsonNode> value, Optional<QmpCallException> failure) {
    private static final String UNREADABLE = "JSON parse error";

    /** The delay that a busy machine may add to a timeout. A call that hangs takes longer. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /**
     * Checks whether the result is possible.
     *
     * @param ran the texts of the commands that the fake has run, in order
     * @param wire what was sent and answered
     * @param calm whether nothing in the schedule could keep an answer away
     * @param countable whether every reply arrived, so that the call of an error without id is known
     */
    void judge(List<String> ran, Wire wire, boolean calm, boolean countable) {
        assertThat(took)
                .as("it ends within its deadline")
                .isLessThan(call.deadline().plus(GRACE));
        boolean hasRun = ran.contains(call.text());
        value.ifPresent(returned -> {
            assertThat(returned.asString(""))
                    .as("the answer belongs to its call")
                    .isEqualTo(call.text());
            assertThat(hasRun).as("an answered command has run").isTrue();
        });
        failure.ifPresent(failed -> judge(failed, hasRun, wire, countable));
        if (calm) {
            boolean ownRefusal =
                    failure.map(failed -> failed.outcome() == Outcome.REJECTED).orElse(false);
            assertThat(value.isPresent() || ownRefusal)
                    .as("there is no reply, although no fault was injected: " + failure)
                    .isTrue();
        }
    }

    private void judge(QmpCallException failed, boolean hasRun, Wire wire, boolean countable) {
        switch (failed.outcome()) {
            case NOT_SENT ->
                assertThat(hasRun).as("not sent, and has run: " + failed).isFalse();
            case REJECTED -> judge((QmpCommandException) failed, hasRun, countable);
            case UNKNOWN -> {
                assertThat(wire.hasSent(call.text()))
                        .as("it was never sent, which is known: " + failed)
                        .isTrue();
                assertThat(wire.hasAnswered(call.text()))
                        .as("it was answered in time, which is known: " + failed)
                        .isFalse();
                assertThat(failed)
                        .as("what could be known")
                        .isInstanceOfAny(
                                QmpTimeoutException.class,
                                QmpCallInterruptedException.class,
                                QmpDisconnectedException.class);
            }
            case DONE -> throw new AssertionError("an answer that could not be decoded", failed);
        }
    }

    /** It is the error of this command, or the command was not run at all. */
    private void judge(QmpCommandException refused, boolean hasRun, boolean countable) {
        if (refused.description().contains(UNREADABLE)) {
            assertThat(hasRun && countable)
                    .as("refused as unreadable, and has run")
                    .isFalse();
        } else {
            assertThat(refused.description())
                    .as("the refusal belongs to its call")
                    .isEqualTo(call.text());
            assertThat(hasRun).isTrue();
        }
    }
}
