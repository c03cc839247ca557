package org.qmp4j.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.protocol.JsonText;

/** Runs the steps of a probe one by one, with a reply that arrives in the middle of a step. */
class LivenessProbeStepsTest {
    private static final LivenessProbe.Times TIMES =
            new LivenessProbe.Times(Duration.ofMillis(100), Duration.ofSeconds(10));
    private static final Message.Reply ANSWER =
            new Message.Success("\"qmp4j-liveness\"", JsonText.of("[]"), JsonText.of("{\"return\": []}"));

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final List<OutgoingMessage> sent = new ArrayList<>();
    private final List<ConnectionEnd> silences = new ArrayList<>();
    private final InterruptingTransport transport = new InterruptingTransport();

    private final LivenessProbe probe = new LivenessProbe(transport, TIMES, sent::add, silences::add, (delay, step) -> {
        steps.add(step);
        // Cancelled too late: the timer already runs it.
        return new CompletableFuture<>();
    });

    private void runNext() {
        steps.remove().run();
    }

    @Test
    void aReplyDuringTheCheckDoesNotFailTheNextProbe() {
        probe.start();
        runNext();
        assertThat(sent).hasSize(1);
        transport.meanwhile = () -> probe.answered(ANSWER);
        runNext();
        transport.meanwhile = () -> {};
        // The next probe is sent, and the rest of the first one runs before its timeout.
        for (int waiting = steps.size(); waiting > 0; waiting--) {
            runNext();
        }
        assertThat(sent).hasSize(2);
        assertThat(silences).isEmpty();
    }

    @Test
    void aLateStepDoesNotConsumeTheReplyToTheNextProbe() {
        probe.start();
        runNext();
        Runnable judgement = steps.remove();
        probe.answered(ANSWER);
        runNext();
        probe.heard();
        judgement.run();
        // The next probe is checked twice, unless the first check sees its sign of life.
        runNext();
        assertThat(steps).as("the next check").hasSize(1);
        runNext();
        assertThat(sent).hasSize(3);
        assertThat(silences).isEmpty();
    }

    @Test
    void aSilentPeerIsReportedOnce() {
        probe.start();
        while (!steps.isEmpty()) {
            runNext();
        }
        assertThat(sent).hasSize(1);
        assertThat(silences).hasSize(1);
    }

    /** Runs an action on another thread while the timer checks for a sign of life. */
    private static final class InterruptingTransport extends SentMessages {
        private Runnable meanwhile = () -> {};

        @Override
        public long waitingBytes() {
            meanwhile.run();
            return 0;
        }
    }
}
