package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** QEMU rejects unreadable input without an id; see QEMU's qobject/json-parser.c and monitor/qmp.c. */
class ErrorsWithoutIdTest {
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private final Conversation talk = Conversation.begin();
    private final PeerConnection peer = talk.peer();
    private final List<String> ids = new ArrayList<>();

    @AfterEach
    void end() {
        talk.close();
    }

    private Caller<JsonNode> begin(String name) {
        Caller<JsonNode> call = Caller.of(() -> talk.client().execute(RawCommand.named(name), LONG));
        ids.add(peer.idOfNext(name));
        return call;
    }

    private static void assertRejected(Caller<JsonNode> call, String description) {
        QmpCommandException failure = call.failure(QmpCommandException.class);
        assertThat(failure.description()).isEqualTo(description);
        assertThat(failure.id()).isEmpty();
        assertThat(failure.outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void anErrorWithoutAnIdRejectsOnlyTheOldestCall() {
        Caller<JsonNode> one = begin("one");
        Caller<JsonNode> other = begin("other");
        peer.errorWithoutId("JSON parse error");
        assertRejected(one, "JSON parse error");
        peer.answer(ids.get(1), "2");
        assertThat(other.value().intValue()).isEqualTo(2);
        assertThat(talk.client().statistics().errorsWithoutId()).isEqualTo(1);
    }

    @Test
    void aLaterReplyShowsThatTwoErrorsBelongToTwoCommands() {
        Caller<JsonNode> good = begin("good");
        Caller<JsonNode> bad = begin("bad");
        Caller<JsonNode> worse = begin("worse");
        Caller<JsonNode> best = begin("best");
        peer.answer(ids.get(0), "1");
        peer.errorWithoutId("bad was bad");
        peer.errorWithoutId("worse was worse");
        peer.answer(ids.get(3), "4");
        assertThat(good.value().intValue()).isEqualTo(1);
        assertRejected(bad, "bad was bad");
        assertRejected(worse, "worse was worse");
        assertThat(best.value().intValue()).isEqualTo(4);
    }

    @Test
    void errorsBetweenRepliesBelongToTheCommandsBetweenThem() {
        Caller<JsonNode> first = begin("first");
        Caller<JsonNode> second = begin("second");
        Caller<JsonNode> third = begin("third");
        Caller<JsonNode> fourth = begin("fourth");
        peer.errorWithoutId("no first");
        peer.answer(ids.get(1), "2");
        peer.errorWithoutId("no third");
        peer.answer(ids.get(3), "4");
        assertRejected(first, "no first");
        assertThat(second.value().intValue()).isEqualTo(2);
        assertRejected(third, "no third");
        assertThat(fourth.value().intValue()).isEqualTo(4);
    }

    @Test
    void ifThereAreFewerErrorsThanSkippedCallsTheirOutcomeIsUnknown() {
        Caller<JsonNode> first = begin("first");
        Caller<JsonNode> second = begin("second");
        Caller<JsonNode> third = begin("third");
        Caller<JsonNode> fourth = begin("fourth");
        peer.errorWithoutId("no first");
        peer.errorWithoutId("somebody else");
        peer.answer(ids.get(3), "4");
        assertRejected(first, "no first");
        assertThat(second.failure(QmpProtocolException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(third.failure(QmpProtocolException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(fourth.value().intValue()).isEqualTo(4);
    }

    @Test
    void aBurstOfErrorsRejectsTheOldestCallAndMakesTheOthersUnknown() {
        burst();
    }

    private void burst() {
        Caller<JsonNode> first = begin("first");
        Caller<JsonNode> second = begin("second");
        Caller<JsonNode> third = begin("third");
        for (int i = 0; i < 1026; i++) {
            peer.errorWithoutId("JSON nesting depth limit exceeded");
        }
        assertRejected(first, "JSON nesting depth limit exceeded");
        for (Caller<JsonNode> lost : List.of(second, third)) {
            QmpProtocolException failure = lost.failure(QmpProtocolException.class);
            assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(failure).hasMessageContaining("may have run");
        }
        Await.until("the burst is over", () -> talk.client().statistics().errorsWithoutId() == 1026);
    }

    @Test
    void callsAfterABurstWork() {
        burst();
        talk.assertWorks();
        Caller<JsonNode> bad = begin("bad");
        Caller<JsonNode> good = begin("good");
        peer.errorWithoutId("again");
        assertRejected(bad, "again");
        peer.answer(ids.get(ids.size() - 1), "5");
        assertThat(good.value().intValue()).isEqualTo(5);
    }

    @Test
    void theReplyToACallThatFailedInABurstIsForeign() {
        burst();
        peer.answer(ids.get(2), "3");
        talk.assertWorks();
        assertThat(talk.client().statistics().foreignReplies()).isEqualTo(1);
    }

    @Test
    void afterAnUnexplainedSecondErrorItsCallTimesOut() {
        Caller<JsonNode> first = begin("first");
        peer.errorWithoutId("no first");
        assertRejected(first, "no first");
        Caller<JsonNode> second = Caller.of(
                () -> talk.client().execute(RawCommand.named("second"), CallOptions.timeout(Duration.ofMillis(300))));
        peer.idOfNext("second");
        peer.errorWithoutId("the rest of a burst, or no second");
        // This may be the rest of a burst while the command still runs: the client cannot know.
        assertThat(second.failure(QmpTimeoutException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
        talk.assertWorks();
    }

    @Test
    void aCallGetsItsReplyAfterTwoErrorsForOneCommand() {
        Caller<JsonNode> cutOff = begin("cut-off");
        Caller<JsonNode> good = begin("good");
        peer.errorWithoutId("JSON parse error, invalid token");
        peer.errorWithoutId("JSON parse error, stray '}'");
        assertRejected(cutOff, "JSON parse error, invalid token");
        peer.answer(ids.get(1), "2");
        assertThat(good.value().intValue()).isEqualTo(2);
    }

    @Test
    void anErrorWhileNothingIsInFlightAffectsNoCall() {
        peer.errorWithoutId("nobody's");
        Await.until("the error is counted", () -> talk.client().statistics().errorsWithoutId() == 1);
        talk.assertWorks();
    }

    @Test
    void anErrorWithoutAnIdNeverRejectsAnOutOfBandCommand() {
        Caller<JsonNode> fast = Caller.of(() -> talk.client().execute(RawCommand.named("fast"), LONG.withOutOfBand()));
        String fastId = peer.idOfNext("fast");
        Caller<JsonNode> slow = begin("slow");
        peer.errorWithoutId("slow was bad");
        assertRejected(slow, "slow was bad");
        peer.answer(fastId, "6");
        assertThat(fast.value().intValue()).isEqualTo(6);
    }

    @Test
    void anErrorWithoutAnIdForACancelledCallRejectsNoOtherCall() {
        Caller<JsonNode> late = Caller.of(
                () -> talk.client().execute(RawCommand.named("late"), CallOptions.timeout(Duration.ofMillis(50))));
        peer.idOfNext("late");
        late.failure(QmpTimeoutException.class);
        Caller<JsonNode> next = begin("next");
        peer.errorWithoutId("late was bad");
        peer.answer(ids.get(0), "7");
        assertThat(next.value().intValue()).isEqualTo(7);
        assertThat(talk.client().statistics().lateReplies()).isEqualTo(1);
    }
}
