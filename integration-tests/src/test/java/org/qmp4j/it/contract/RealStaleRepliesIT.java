package org.qmp4j.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.it.support.QemuUnderTest.Name;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealKind;

@Tag("slow")
class RealStaleRepliesIT extends StaleRepliesContract {
    RealStaleRepliesIT() {
        super(new RealKind());
    }

    // Not of the contract: the fake reads and answers in one thread, so that nothing of a burst is left over.
    @ParameterizedTest(name = "out-of-band {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("fact 5: clients that leave in the middle of a burst never spoil the next one's answers")
    void fact05_anInterruptedBurstNeverAffectsTheNextSession(boolean oob) throws Exception {
        long foreign = 0;
        try (QemuUnderTest qemu = new RealKind().start(new Name("fact5"))) {
            for (int round = 0; round < ROUNDS * 2; round++) {
                try (RawSocket leaving =
                        RawSocket.negotiated(qemu.path("qmp"), oob ? new String[] {"oob"} : new String[0])) {
                    StringBuilder burst = new StringBuilder();
                    for (int id = 1; id <= 7; id++) {
                        burst.append("{\"execute\":\"query-qmp-schema\",\"id\":")
                                .append(id)
                                .append("}");
                    }
                    leaving.send(burst.toString());
                    leaving.lineWithin(
                            Duration.ofNanos(ThreadLocalRandom.current().nextInt(3_000_000)));
                }
                try (QmpClient next = QmpClient.connect(qemu.endpoint(), outOfBand(oob))) {
                    requireOwnAnswers(next);
                    foreign += next.statistics().foreignReplies();
                }
            }
        }
        assertThat(foreign)
                .as("replies to earlier clients; without them this proves nothing")
                .isPositive();
    }
}
