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

/** The steps of a probe, run by hand, with an answer that comes in the middle of one. */
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
        // Cancelled in vain: the timer runs it already.
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
        // The next probe is sent, and what is left of the first one runs before its timeout.
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
        // The next probe is judged twice, unless its sign of life counts at the first time.
        runNext();
        assertThat(steps).as("the next look").hasSize(1);
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

    /** Lets something happen on another thread while the timer looks for a sign of life. */
    private static final class InterruptingTransport extends SentMessages {
        private Runnable meanwhile = () -> {};

        @Override
        public long waitingBytes() {
            meanwhile.run();
            return 0;
        }
    }
}
