package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** With out-of-band execution QEMU continues to read while 7 commands are in flight, and stops at 8. */
// The futures of calls that must stay unanswered are of no use to the tests.
@SuppressWarnings("FutureReturnValueIgnored")
class InFlightWindowTest {
    private static final CallOptions SHORT = CallOptions.timeout(Duration.ofMillis(50));

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();
    private final List<CompletableFuture<JsonNode>> inFlight = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    @AfterEach
    void end() {
        talk.close();
    }

    private void fillWindow() {
        for (int i = 1; i <= 7; i++) {
            inFlight.add(client.submit(RawCommand.named("slow" + i), CallOptions.timeout(Duration.ofMinutes(10))));
            ids.add(peer.idOfNext("slow" + i));
        }
    }

    // Bytes arrive in order: if the out-of-band command arrives next, nothing was sent before it.
    private void assertNothingWasSent() {
        Caller<JsonNode> fast = Caller.of(() -> client.execute(RawCommand.named("fast"), CallOptions.outOfBand()));
        peer.answer(peer.idOfNext("fast"), "\"at once\"");
        assertThat(fast.value().stringValue()).isEqualTo("at once");
    }

    @Test
    void theEighthCommandWaitsForAReply() {
        fillWindow();
        CompletableFuture<JsonNode> eighth = client.submit(RawCommand.named("eighth"));
        assertNothingWasSent();
        peer.answer(ids.get(0), "1");
        peer.answer(peer.idOfNext("eighth"), "8");
        assertThat(Caller.of(eighth::get).value().intValue()).isEqualTo(8);
    }

    @Test
    void eachReplyReleasesTheNextQueuedCommand() {
        fillWindow();
        for (int i = 1; i <= 3; i++) {
            client.submit(RawCommand.named("queued" + i));
        }
        assertNothingWasSent();
        for (int i = 1; i <= 3; i++) {
            peer.answer(ids.get(i), "0");
            peer.idOfNext("queued" + i);
            assertNothingWasSent();
        }
    }

    @Test
    void anErrorReplyReleasesAQueuedCommand() {
        fillWindow();
        client.submit(RawCommand.named("eighth"));
        peer.sendLine("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}, \"id\": " + ids.get(0) + "}");
        peer.idOfNext("eighth");
    }

    @Test
    void anErrorWithoutAnIdReleasesAQueuedCommand() {
        fillWindow();
        client.submit(RawCommand.named("eighth"));
        peer.errorWithoutId("no");
        peer.idOfNext("eighth");
    }

    @Test
    void outOfBandCommandsDoNotCountTowardsTheWindow() {
        for (int i = 0; i < 20; i++) {
            client.submit(RawCommand.named("fast" + i), CallOptions.outOfBand());
            assertThat(peer.line()).startsWith("{\"exec-oob\":\"fast" + i + "\"");
        }
        fillWindow();
    }

    @Test
    void aQueuedCommandIsWithdrawnAtItsTimeout() {
        fillWindow();
        Caller<JsonNode> eighth = Caller.of(() -> client.execute(RawCommand.named("eighth"), SHORT));
        QmpTimeoutException failure = eighth.failure(QmpTimeoutException.class);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContainingAll("eighth", "withdrawn", "50 ms");
        peer.answer(ids.get(0), "1");
        client.submit(RawCommand.named("ninth"));
        peer.idOfNext("ninth");
    }

    @Test
    void aQueuedFutureIsWithdrawnAtItsTimeout() {
        fillWindow();
        CompletableFuture<JsonNode> eighth = client.submit(RawCommand.named("eighth"), SHORT);
        assertThat(Caller.of(eighth::get).failure(ExecutionException.class).getCause())
                .isInstanceOfSatisfying(
                        QmpTimeoutException.class,
                        late -> assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT));
        peer.answer(ids.get(0), "1");
        client.submit(RawCommand.named("ninth"));
        peer.idOfNext("ninth");
    }

    @Test
    void aCancelledFutureInTheQueueIsWithdrawn() {
        fillWindow();
        CompletableFuture<JsonNode> eighth = client.submit(RawCommand.named("eighth"));
        client.submit(RawCommand.named("ninth"));
        eighth.cancel(true);
        peer.answer(ids.get(0), "1");
        peer.idOfNext("ninth");
    }

    @Test
    void aTimedOutCommandOccupiesTheWindowUntilItsReply() {
        for (int i = 1; i <= 7; i++) {
            Caller<JsonNode> late = Caller.of(() -> client.execute(RawCommand.named("late"), SHORT));
            ids.add(peer.idOfNext("late"));
            assertThat(late.failure(QmpTimeoutException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
        }
        CompletableFuture<JsonNode> eighth = client.submit(RawCommand.named("eighth"));
        assertNothingWasSent();
        peer.answer(ids.get(0), "1");
        peer.answer(peer.idOfNext("eighth"), "8");
        assertThat(Caller.of(eighth::get).value().intValue()).isEqualTo(8);
        assertThat(client.statistics().lateReplies()).isEqualTo(1);
    }

    @Test
    void aCallBeyondTheQueueLimitIsRejectedImmediately() {
        try (Conversation small =
                Conversation.begin(ConnectOptions.builder().maxWaitingCalls(2).build())) {
            for (int i = 0; i < 9; i++) {
                small.client().submit(RawCommand.named("slow"));
            }
            Caller<JsonNode> call = Caller.of(() -> small.client().execute(RawCommand.named("tenth")));
            QmpBusyException failure = call.failure(QmpBusyException.class);
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failure).hasMessageContaining("9 calls");
            assertThat(small.client().submit(RawCommand.named("eleventh"))).isCompletedExceptionally();
            small.peer().answer(small.peer().idOfNext("slow"), "{}");
            for (int i = 1; i < 8; i++) {
                small.peer().idOfNext("slow");
            }
            small.client().submit(RawCommand.named("twelfth"));
            for (int i = 0; i < 8; i++) {
                small.peer().answer(String.valueOf(2 + i), "{}");
            }
            small.peer().idOfNext("slow");
            small.peer().idOfNext("twelfth");
        }
    }

    @Test
    void withoutOutOfBandMoreCommandsCanBeInFlight() {
        try (Conversation plain = Conversation.begin(Conversation.PLAIN_GREETING, ConnectOptions.DEFAULT)) {
            for (int i = 0; i < 20; i++) {
                plain.client().submit(RawCommand.named("slow" + i));
                plain.peer().idOfNext("slow" + i);
            }
        }
    }
}
