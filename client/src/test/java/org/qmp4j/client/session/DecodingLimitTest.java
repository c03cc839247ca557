package org.qmp4j.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.error.QmpEventDecodeException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** The effect of a timeout on a reply or an event that has already arrived. */
class DecodingLimitTest {
    private static final JsonText LARGE = JsonText.of("[" + "1,".repeat(500_000) + "1]");
    private static final Deadline PASSED = Deadline.after(Duration.ZERO);

    private static JsonNode decode(JsonText value, Deadline deadline) {
        return ReplyDecoder.decode(
                RawCommand.named("query-block"), "unix:/vm", new Message.Success("1", value, value), deadline);
    }

    @Test
    void aLargeReplyThatIsNotDecodedInTimeIsATimeoutWithOutcomeDone() {
        QmpCallException late = catchThrowableOfType(QmpTimeoutException.class, () -> decode(LARGE, PASSED));
        assertThat(late.outcome()).isEqualTo(Outcome.DONE);
        assertThat(late)
                .hasMessage("'query-block' ran on unix:/vm, but its answer of 1000003 bytes could not be decoded"
                        + " within 0 ms");
    }

    @Test
    void aLargeReplyThatIsDecodedInTimeIsReturned() {
        assertThat(decode(LARGE, Deadline.after(Duration.ofHours(1)))).hasSize(500_001);
    }

    @Test
    void aSmallReplyIsDecodedEvenIfItIsLate() {
        assertThat(decode(JsonText.of("[1, 2]"), PASSED)).hasSize(2);
    }

    @Test
    void anInterruptEndsTheDecodingOfALargeReplyAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        QmpCallException interrupted = catchThrowableOfType(
                QmpCallInterruptedException.class, () -> decode(LARGE, Deadline.after(Duration.ofHours(1))));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.outcome()).isEqualTo(Outcome.DONE);
        assertThat(interrupted).hasMessageEndingWith("could not be decoded because the thread was interrupted");
    }

    private static <E> QueuedSubscription<E> subscription(Function<RawEvent, E> decoder) {
        QueuedSubscription<E> events =
                new QueuedSubscription<>("unix:/vm", Set.of(), EventOptions.DEFAULT, decoder, closed -> {});
        events.offer(new RawEvent("STOP", null, LARGE, LARGE));
        return events;
    }

    @Test
    void aLargeEventThatIsNotDecodedInTimeIsRemovedAndReportedAsUnreadable() {
        QueuedSubscription<JsonNode> events = subscription(RawEvent::data);
        QmpEventDecodeException late =
                catchThrowableOfType(QmpEventDecodeException.class, () -> events.next(Duration.ZERO));
        assertThat(late).hasMessage("an event STOP came, but its 1000003 bytes could not be decoded within 0 ms");
        assertThat(events.poll()).isEmpty();
    }

    @Test
    void anEventThatWasTakenIsDecodedAgainWithoutALimit() {
        RawEvent event = subscription(raw -> raw).next(Duration.ZERO);
        assertThat(event.data()).hasSize(500_001);
    }

    @Test
    void theMessageOfADecodingErrorIsEscapedAndTruncated() {
        JsonText hostile = JsonText.of("{\"a\": \u001b]0;title\u0007}");
        assertThatThrownBy(() -> decode(hostile, PASSED))
                .isInstanceOf(QmpDecodeException.class)
                .hasMessageStartingWith("'query-block' ran on unix:/vm, but its answer could not be read: ")
                .satisfies(DecodingLimitTest::assertPrintable)
                .satisfies(failed -> assertPrintable(failed.getCause()));
        RuntimeException longest = new IllegalStateException("\r\n" + "x".repeat(10_000));
        assertThat(DecodingProblem.text(longest))
                .startsWith("\\r\\nx")
                .hasSize(4096 + "... (cut, 10002 characters)".length());
    }

    private static void assertPrintable(@Nullable Throwable failed) {
        String message = Objects.requireNonNull(Objects.requireNonNull(failed).getMessage());
        assertThat(message.lines().findFirst().orElseThrow().chars()).allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
