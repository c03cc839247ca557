package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Fifo;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** The statements of docs/guide/commands.md about timeouts of commands that were submitted one after the other. */
@ExtendWith(NoLeaks.class)
class PipelinedTimeoutsIT {
    private static final RawCommand QUICK = RawCommand.named("query-name");
    private static final CallOptions SHORT = CallOptions.timeout(Duration.ofMillis(200));
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));
    // With out-of-band execution; the slow command is one of them.
    private static final int MOST_IN_FLIGHT = 7;

    private static QmpTimeoutException timeout(CompletableFuture<JsonNode> future) throws Exception {
        try {
            throw new AssertionError("it was answered: " + future.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException failed) {
            assertThat(failed.getCause()).isInstanceOf(QmpTimeoutException.class);
            return (QmpTimeoutException) Objects.requireNonNull(failed.getCause());
        }
    }

    @Test
    void aTimeoutCountsFromSubmitAlsoWhileQemuRunsAnEarlierCommand() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Fifo fifo = Fifo.in(qemu, "fifo");
            CompletableFuture<JsonNode> slow = client.submit(fifo.slowCommand(), LONG);
            fifo.awaitRunning();
            CompletableFuture<JsonNode> hasty = client.submit(QUICK, SHORT);
            CompletableFuture<JsonNode> patient = client.submit(QUICK, LONG);

            assertThat(timeout(hasty).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(slow).as("the earlier command still runs").isNotDone();
            assertThat(patient).as("QEMU runs one after the other").isNotDone();

            fifo.release();
            assertThat(slow.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
            assertThat(patient.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEmpty();
        }
    }

    @Test
    void aCommandThatTimesOutInTheClientIsNotSent() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Fifo fifo = Fifo.in(qemu, "fifo");
            CompletableFuture<JsonNode> slow = client.submit(fifo.slowCommand(), LONG);
            fifo.awaitRunning();
            for (int i = 1; i < MOST_IN_FLIGHT; i++) {
                var unused = client.submit(QUICK, LONG);
            }
            assertThat(timeout(client.submit(QUICK, SHORT)).outcome()).isEqualTo(Outcome.NOT_SENT);
            fifo.release();
            assertThat(slow.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
        }
    }
}
