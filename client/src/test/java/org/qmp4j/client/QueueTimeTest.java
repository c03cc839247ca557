package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.options.DefaultTimeouts;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** A default timeout begins when the command is sent; the time in the queue has a separate limit. */
// The futures of calls that must stay unanswered are of no use to the tests.
@SuppressWarnings("FutureReturnValueIgnored")
class QueueTimeTest {
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));
    private static final RawCommand X = RawCommand.named("x");

    private final Deque<String> running = new ArrayDeque<>();

    private Conversation busy(Duration defaultTimeout, Duration maxQueueTime) {
        Conversation talk = Conversation.begin(ConnectOptions.builder()
                .defaultTimeouts(DefaultTimeouts.STANDARD.with("x", defaultTimeout))
                .maxQueueTime(maxQueueTime)
                .build());
        for (int i = 0; i < 7; i++) {
            talk.client().submit(RawCommand.named("slow"), LONG);
            running.add(talk.peer().idOfNext("slow"));
        }
        return talk;
    }

    private void assertLeftQueue(QmpTimeoutException late) {
        assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(late).hasMessageContainingAll("'x' could not be sent", "within 40 ms (maxQueueTime)");
    }

    @Test
    void aCallThatIsNotSentWithinTheQueueTimeIsWithdrawn() {
        try (Conversation talk = busy(Duration.ofMinutes(10), Duration.ofMillis(40))) {
            assertLeftQueue(Caller.of(() -> talk.client().execute(X)).failure(QmpTimeoutException.class));
            assertLeftQueue(Caller.failureOf(talk.client().submit(X), QmpTimeoutException.class));
            QmpBatchException all =
                    Caller.of(() -> talk.client().executeAll(List.of(X, X))).failure(QmpBatchException.class);
            assertThat(all.getCause()).isInstanceOfSatisfying(QmpTimeoutException.class, this::assertLeftQueue);
            talk.peer().answer(running.remove(), "{}");
            talk.assertWorks();
        }
    }

    @Test
    void theDefaultTimeoutDoesNotCountTheTimeInTheQueue() {
        try (Conversation talk = busy(Duration.ofSeconds(1), Duration.ofMinutes(10))) {
            Caller<JsonNode> call = Caller.of(() -> talk.client().execute(X)).untilItWaits();
            CompletableFuture<JsonNode> future = talk.client().submit(X);
            // Longer than the default timeout.
            assertThatThrownBy(() -> talk.client().execute(X, CallOptions.timeout(Duration.ofMillis(1100))))
                    .isInstanceOf(QmpTimeoutException.class);
            for (int i = 0; i < 2; i++) {
                talk.peer().answer(running.remove(), "{}");
                talk.peer().answer(talk.peer().idOfNext("x"), "\"in time\"");
            }
            assertThat(call.value().stringValue()).isEqualTo("in time");
            assertThat(future.join().stringValue()).isEqualTo("in time");
        }
    }

    @Test
    void theDefaultTimeoutBeginsWhenAQueuedCallIsSent() {
        try (Conversation talk = busy(Duration.ofMillis(40), Duration.ofMinutes(10))) {
            Caller<JsonNode> call = Caller.of(() -> talk.client().execute(X)).untilItWaits();
            CompletableFuture<JsonNode> future = talk.client().submit(X);
            for (int i = 0; i < 2; i++) {
                talk.peer().answer(running.remove(), "{}");
                talk.peer().idOfNext("x");
            }
            for (QmpTimeoutException late : List.of(
                    call.failure(QmpTimeoutException.class), Caller.failureOf(future, QmpTimeoutException.class))) {
                assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
                assertThat(late).hasMessageContainingAll("no reply to 'x'", "within 40 ms", "it may still run");
            }
        }
    }
}
