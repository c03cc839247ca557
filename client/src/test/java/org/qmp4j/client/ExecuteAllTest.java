package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** Many commands are sent before their replies arrive: more commands than are submitted at once. */
// The futures of calls that must stay unanswered are of no use to the tests.
@SuppressWarnings("FutureReturnValueIgnored")
class ExecuteAllTest {
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private static List<RawCommand> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> RawCommand.named("many-" + n))
                .toList();
    }

    /** Answers every command up to one with that name, and returns the lines before that one. */
    private static List<String> answerUntil(PeerConnection peer, String last) {
        List<String> lines = new ArrayList<>();
        for (String line = peer.line(); ; line = peer.line()) {
            peer.answer(PeerConnection.idOf(line), "1");
            if (line.contains("\"" + last + "\"")) {
                return lines;
            }
            lines.add(line);
        }
    }

    @Test
    void afterAnInterruptEveryCommandHasAnOutcomeAndNoMoreAreSent() {
        try (Conversation talk = Conversation.begin()) {
            PeerConnection peer = talk.peer();
            Caller<List<JsonNode>> all = Caller.of(() -> talk.client().executeAll(numbered(20_000), LONG));
            for (int n = 0; n < 1500; n++) {
                peer.answer(peer.idOfNext("many-" + n), "1");
            }
            all.interrupt();
            Caller<List<String>> rest = Caller.of(() -> answerUntil(peer, "last"));
            assertThat(all.failure(QmpBatchException.class)).hasCauseInstanceOf(QmpCallInterruptedException.class);
            assertThat(all.wasInterruptedAtTheEnd()).isTrue();
            talk.client().execute(RawCommand.named("last"), LONG);
            List<String> lines = rest.value();
            // Some of the submitted commands may still have been sent, one after the other.
            for (int i = 0; i < lines.size(); i++) {
                assertThat(lines.get(i)).contains("\"many-" + (1500 + i) + "\"");
            }
            assertThat(lines).hasSizeLessThan(1100);
        }
    }

    /** A command that reports when it is submitted. */
    private record ReportingCommand(Runnable handedIn) implements QmpCommand<JsonNode> {
        @Override
        public String name() {
            return "told";
        }

        @Override
        public boolean hasArguments() {
            return true;
        }

        @Override
        public void writeArguments(JsonGenerator out) {
            handedIn.run();
            out.writeStartObject();
            out.writeEndObject();
        }

        @Override
        public JsonNode readReturn(JsonParser in) {
            throw new AssertionError("it has no answer");
        }
    }

    @Test
    void afterAnInterruptNoMoreCommandsAreSubmitted() {
        try (Conversation talk = Conversation.begin()) {
            AtomicInteger handedIn = new AtomicInteger();
            ReportingCommand each = new ReportingCommand(() -> {
                if (handedIn.incrementAndGet() == 10) {
                    Thread.currentThread().interrupt();
                }
            });
            Caller<List<JsonNode>> all = Caller.of(() -> talk.client().executeAll(Collections.nCopies(50, each), LONG));
            assertThat(all.failure(QmpBatchException.class)).hasCauseInstanceOf(QmpCallInterruptedException.class);
            assertThat(handedIn).hasValue(10);
        }
    }

    @Test
    void afterACommandThatWasNotSentInTimeNoMoreAreSubmitted() {
        try (Conversation talk = Conversation.begin()) {
            for (int i = 0; i < 7; i++) {
                talk.client().submit(RawCommand.named("slow"), LONG);
            }
            AtomicInteger handedIn = new AtomicInteger();
            List<ReportingCommand> commands = IntStream.range(0, 1500)
                    .mapToObj(n -> new ReportingCommand(handedIn::incrementAndGet))
                    .toList();
            QmpBatchException late = Caller.of(
                            () -> talk.client().executeAll(commands, CallOptions.timeout(Duration.ofMillis(50))))
                    .failure(QmpBatchException.class);
            assertThat(late).hasCauseInstanceOf(QmpTimeoutException.class);
            assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(handedIn).hasValue(1000);
        }
    }

    @Test
    void aBatchMayExceedTheQueueLimit() {
        ConnectOptions few = ConnectOptions.builder().maxWaitingCalls(10).build();
        try (Conversation talk = Conversation.begin(few)) {
            Caller<List<JsonNode>> all = Caller.of(() -> talk.client().executeAll(numbered(100), LONG));
            for (int n = 0; n < 100; n++) {
                talk.peer().answer(talk.peer().idOfNext("many-" + n), String.valueOf(n));
            }
            assertThat(all.value())
                    .extracting(JsonNode::intValue)
                    .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        }
    }

    @Test
    void aBatchFailsIfOtherCallsFillTheQueue() {
        ConnectOptions few = ConnectOptions.builder().maxWaitingCalls(10).build();
        try (Conversation talk = Conversation.begin(few)) {
            for (int i = 0; i < 17; i++) {
                talk.client().submit(RawCommand.named("other"), LONG);
            }
            QmpBatchException busy =
                    Caller.of(() -> talk.client().executeAll(numbered(2), LONG)).failure(QmpBatchException.class);
            assertThat(busy).hasCauseInstanceOf(QmpBusyException.class);
            assertThat(busy.outcome()).isEqualTo(Outcome.NOT_SENT);
        }
    }

    @Test
    void afterACommandThatThrowsNoQueuedCommandIsSent() {
        try (Conversation talk = Conversation.begin()) {
            IllegalStateException broken = new IllegalStateException("a mistake in the command");
            List<QmpCommand<JsonNode>> commands = new ArrayList<>(numbered(10));
            commands.add(new ReportingCommand(() -> {
                throw broken;
            }));
            Caller<List<JsonNode>> all = Caller.of(() -> talk.client().executeAll(commands, LONG));
            assertThat(all.failure(IllegalStateException.class)).isSameAs(broken);

            // With out-of-band execution seven are in flight, and three wait.
            for (int n = 0; n < 7; n++) {
                talk.peer().answer(talk.peer().idOfNext("many-" + n), "1");
            }
            talk.assertWorks();
        }
    }
}
