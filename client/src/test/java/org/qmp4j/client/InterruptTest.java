package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** An interrupt ends the wait of the interrupted thread, and nothing else. */
// The futures of calls that must stay unanswered are of no use to the tests.
@SuppressWarnings("FutureReturnValueIgnored")
class InterruptTest {
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    private Caller<JsonNode> execute(String name) {
        return Caller.of(() -> client.execute(RawCommand.named(name), LONG));
    }

    @Test
    void anInterruptedCallMayHaveRunAndKeepsTheFlag() {
        Caller<JsonNode> call = execute("migrate");
        String id = peer.idOfNext("migrate");
        call.untilItWaits().interrupt();
        QmpCallInterruptedException interrupted = call.failure(QmpCallInterruptedException.class);
        assertThat(interrupted.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(interrupted)
                .hasMessage("interrupted while waiting for the reply to 'migrate' (id " + id + ") on " + client.peer()
                        + "; it may still run");
        assertThat(call.wasInterruptedAtTheEnd()).isTrue();
        talk.assertWorks();
    }

    @Test
    void theReplyToAnInterruptedCallIsDroppedAndCounted() {
        Caller<JsonNode> call = execute("x");
        String id = peer.idOfNext("x");
        call.untilItWaits().interrupt();
        call.failure(QmpCallInterruptedException.class);
        peer.answer(id, "\"late\"");
        talk.assertWorks();
        assertThat(client.statistics().lateReplies()).isEqualTo(1);
        assertThat(client.statistics().foreignReplies()).isZero();
    }

    @Test
    void anInterruptedCallInTheQueueIsWithdrawn() {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            client.submit(RawCommand.named("slow"), LONG);
            ids.add(peer.idOfNext("slow"));
        }
        Caller<JsonNode> call = execute("queued").untilItWaits();
        call.interrupt();
        QmpCallInterruptedException interrupted = call.failure(QmpCallInterruptedException.class);
        assertThat(interrupted.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(interrupted).hasMessageContainingAll("'queued'", "it was withdrawn");
        peer.answer(ids.get(0), "{}");
        talk.assertWorks();
    }

    @Test
    void anInterruptedThreadSendsNothing() {
        Caller<JsonNode> call = Caller.interrupted(() -> client.execute(RawCommand.named("x"), LONG));
        QmpCallInterruptedException interrupted = call.failure(QmpCallInterruptedException.class);
        assertThat(interrupted.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(interrupted).hasMessageContainingAll("'x' was not sent", client.peer(), "interrupted before");
        assertThat(call.wasInterruptedAtTheEnd()).isTrue();
        JsonNode message = JsonText.of("{\"execute\": \"x\"}").tree();
        Caller.interrupted(() -> client.send(message)).failure(QmpCallInterruptedException.class);
        Caller.interrupted(() -> client.executeAll(List.of(RawCommand.named("x")), LONG))
                .failure(QmpCallInterruptedException.class);
        // This call sends the first command.
        talk.assertWorks();
    }

    @Test
    void anInterruptedThreadCanSubmitACommand() {
        Caller<CompletableFuture<JsonNode>> call = Caller.interrupted(() -> client.submit(RawCommand.named("x"), LONG));
        peer.answer(peer.idOfNext("x"), "1");
        assertThat(Caller.of(call.value()::get).value().intValue()).isEqualTo(1);
        assertThat(call.wasInterruptedAtTheEnd()).isTrue();
    }

    @Test
    void interruptingAThreadThatWaitsForAFutureDoesNotCancelTheFuture() {
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("x"), LONG);
        String id = peer.idOfNext("x");
        Caller<JsonNode> waiting = Caller.of(future::get).untilItWaits();
        waiting.interrupt();
        waiting.failure(InterruptedException.class);
        peer.answer(id, "1");
        assertThat(Caller.of(future::get).value().intValue()).isEqualTo(1);
    }

    @Test
    void anInterruptEndsExecuteAllImmediately() {
        List<RawCommand> commands = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            commands.add(RawCommand.named("many"));
        }
        Caller<List<JsonNode>> all = Caller.of(() -> client.executeAll(commands, LONG));
        for (int i = 0; i < 7; i++) {
            peer.idOfNext("many");
        }
        all.untilItWaits().interrupt();
        QmpBatchException interrupted = all.failure(QmpBatchException.class);
        assertThat(interrupted.getCause()).isInstanceOf(QmpCallInterruptedException.class);
        assertThat(interrupted.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(all.wasInterruptedAtTheEnd()).isTrue();
        // The queued commands were removed from the queue.
        Caller<JsonNode> next = Caller.of(() -> client.execute(RawCommand.named("fast"), CallOptions.outOfBand()));
        peer.answer(peer.idOfNext("fast"), "1");
        assertThat(next.value().intValue()).isEqualTo(1);
    }

    @Test
    void anInterruptDoesNotAffectOtherCalls() {
        Caller<JsonNode> other = execute("other");
        String id = peer.idOfNext("other");
        Caller<JsonNode> call = execute("x");
        peer.idOfNext("x");
        call.untilItWaits().interrupt();
        call.failure(QmpCallInterruptedException.class);
        peer.answer(id, "1");
        assertThat(other.value().intValue()).isEqualTo(1);
    }

    @Test
    void theConnectionWorksAfterAHundredInterrupts() {
        for (int i = 0; i < 100; i++) {
            Caller<JsonNode> call = execute("x");
            String id = peer.idOfNext("x");
            call.interrupt();
            peer.answer(id, "1");
            // Either the reply or the interrupt was first; the flag is kept in both cases.
            try {
                call.value();
            } catch (AssertionError failed) {
                assertThat(failed.getCause()).isInstanceOf(QmpCallInterruptedException.class);
            }
            assertThat(call.wasInterruptedAtTheEnd()).isTrue();
        }
        talk.assertWorks();
        ClientStatistics counted = client.statistics();
        // The reply to the handshake is not counted; the last reply is that of assertWorks.
        assertThat(counted.repliesReceived() + counted.lateReplies()).isEqualTo(101);
        assertThat(counted.foreignReplies()).isZero();
    }

    @Test
    void anInterruptDoesNotTruncateAVeryLargeCommand() {
        String large = "v".repeat(4 << 20);
        Caller<JsonNode> call =
                Caller.of(() -> client.execute(RawCommand.named("x").with("a", large), LONG));
        Await.until("the second command is sent", () -> client.statistics().commandsSent() == 2);
        call.interrupt();
        assertThat(call.failure(QmpCallInterruptedException.class).outcome()).isIn(Outcome.UNKNOWN, Outcome.NOT_SENT);
        Caller<JsonNode> next = Caller.of(() -> client.execute(RawCommand.named("next"), LONG));
        String line = peer.line();
        if (line.contains("\"x\"")) {
            assertThat(line)
                    .hasSize("{\"execute\":\"x\",\"arguments\":{\"a\":\"\"},\"id\":1}".length() + large.length());
            line = peer.line();
        }
        peer.answer(PeerConnection.idOf(line), "1");
        assertThat(next.value().intValue()).isEqualTo(1);
    }
}
