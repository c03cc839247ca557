package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.qmp4j.it.support.QemuWithOracle.IN_BAND_ONLY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuWithOracle;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Relay;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How much JSON QEMU takes, and what it does beyond that. */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonLimitsIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private QemuWithOracle shared;

    @BeforeAll
    void start() throws Exception {
        shared = QemuWithOracle.start();
    }

    @AfterAll
    void end() throws Exception {
        shared.close();
    }

    @Test
    @DisplayName("fact 13: 1,024 levels are answered; one more is not sent, because QEMU answers it without an id")
    void fact13_nestingHasALimit() throws Exception {
        assertThat(shared.rawAnswers(nested(1024)))
                .singleElement()
                .satisfies(answer -> assertThat(answer.path("id").asInt()).isEqualTo(1));
        List<JsonNode> answers = shared.rawAnswers(nested(1025));
        assertThat(answers).isNotEmpty().noneMatch(answer -> answer.has("id"));

        assertThatExceptionOfType(QmpCommandException.class)
                .isThrownBy(() -> shared.client().execute(nestedCommand(1024)));
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> shared.client().execute(nestedCommand(1025)))
                .withMessageContaining("nested");
    }

    @Test
    @DisplayName(
            "fact 13: an overflow brings one error or a thousand; no call hangs, and none gets another one's answer")
    void fact13_anOverflowFailsOnlyTheCallsInFlight() throws Exception {
        try (RealQemu own = RealQemu.start();
                Relay relay = Relay.to(own, sent -> sent.replace("\"MARKED\"", "[".repeat(1030) + "]".repeat(1030)));
                QmpClient through = QmpClient.connect(relay.endpoint(), IN_BAND_ONLY)) {
            List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
            calls.add(through.submit(QUERY_STATUS));
            calls.add(through.submit(RawCommand.named("qom-get").with("path", "MARKED")));
            for (int i = 0; i < 5; i++) {
                calls.add(through.submit(QUERY_STATUS));
            }
            assertThat(calls.get(0)
                            .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .has("status"))
                    .isTrue();
            assertThat(Await.failureOf(calls.get(1), QmpCallException.class).outcome())
                    .isIn(Outcome.REJECTED, Outcome.UNKNOWN);
            for (CompletableFuture<JsonNode> call : calls.subList(2, 7)) {
                Await.until("the call has ended", call::isDone);
                if (call.isCompletedExceptionally()) {
                    assertThat(Await.failureOf(call, QmpCallException.class).outcome())
                            .isEqualTo(Outcome.UNKNOWN);
                } else {
                    assertThat(call.join().has("status")).isTrue();
                }
            }
            // The session continues, even if more of the burst arrives.
            Await.until("the burst is over", () -> canBeAnswered(through));
            long errors = through.statistics().errorsWithoutId();
            boolean one = through.greeting().version().isAtLeast(11, 0);
            assertThat(errors).isBetween(one ? 1L : 2L, one ? 1L : 1100L);
        }
    }

    @Tag("newest-jdk")
    @Tag("slow")
    @Test
    @DisplayName("fact 13: 2^21 tokens are answered; one more is not sent")
    void fact13_tokensHaveALimit() throws Exception {
        // {"execute":"qom-get","arguments":{"path":[0,...,0]},"id":N}: 18 tokens around the elements and their commas.
        int elements = (2 * 1024 * 1024 - 18) / 2;
        ArrayNode most = NODES.arrayNode();
        for (int i = 0; i < elements; i++) {
            most.add(0);
        }
        // An array has one comma less than elements: one token is left.
        assertThatExceptionOfType(QmpCommandException.class)
                .isThrownBy(() -> shared.client()
                        .execute(
                                RawCommand.named("qom-get").with("path", most),
                                CallOptions.timeout(Duration.ofSeconds(60))));
        assertThat(shared.client().statistics().errorsWithoutId()).isZero();

        ArrayNode tooMany = most.deepCopy().add(0);
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() ->
                        shared.client().execute(RawCommand.named("qom-get").with("path", tooMany)))
                .withMessageContaining("tokens");
    }

    @Test
    @DisplayName("fact 13: more than 64 MiB are not sent")
    void fact13_bytesHaveALimit() {
        RawCommand huge = RawCommand.named("qom-get").with("path", "x".repeat(64 << 20));
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> shared.client().execute(huge))
                .withMessageContaining("bytes");
        assertThat(shared.client().execute(QUERY_STATUS).has("status")).isTrue();
    }

    @Test
    @DisplayName("fact 14: 0xFF brings QEMU's parser back, with an error or without; the next command is answered")
    void fact14_0xffResetsTheParser() throws Exception {
        List<JsonNode> answers = shared.rawAnswers("{\"execute\":[[[\"\u00ff");
        assertThat(answers).hasSizeLessThanOrEqualTo(1).noneMatch(answer -> answer.has("id"));

        try (RealQemu own = RealQemu.start();
                Relay relay = Relay.to(own, sent -> sent.replaceFirst("\"MARKED\"[^\n]*", "[[[\"\u00ff"));
                QmpClient through = QmpClient.connect(relay.endpoint())) {
            CompletableFuture<JsonNode> cutOff =
                    through.submit(RawCommand.named("qom-get").with("path", "MARKED"));
            assertThat(through.execute(QUERY_STATUS).has("status")).isTrue();
            assertThat(Await.failureOf(cutOff, QmpCallException.class).outcome())
                    .isIn(Outcome.REJECTED, Outcome.UNKNOWN);
        }
    }

    @Tag("slow")
    @Test
    @DisplayName("fact 15: QEMU takes its time for a big command; a caller that stops waiting leaves it whole")
    void fact15_aBigCommandIsSentCompletelyEvenIfItsCallerGivesUp() throws Exception {
        // More than a socket holds: while QEMU does not read, a part of it is still to be written.
        RawCommand big = RawCommand.named("qom-get").with("path", "x".repeat(300_000));
        try (RealQemu own = RealQemu.start();
                QmpClient client = QmpClient.connect(own.endpoint())) {
            CompletableFuture<Thread> caller = new CompletableFuture<>();
            long before = client.statistics().commandsSent();
            own.stop();
            CompletableFuture<Outcome> interrupted = Await.inBackground(() -> {
                caller.complete(Thread.currentThread());
                return catchThrowableOfType(QmpCallException.class, () -> client.execute(big))
                        .outcome();
            });
            Thread waiting = caller.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Await.until("it was sent", () -> client.statistics().commandsSent() > before);
            waiting.interrupt();
            assertThat(interrupted.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(Outcome.UNKNOWN);

            own.signal("CONT");
            // A byte costs QEMU a turn of its loop: on a slow machine the big one takes longer than a default deadline.
            CallOptions patient = CallOptions.timeout(Await.PATIENCE);
            assertThat(client.execute(QUERY_STATUS, patient).has("status")).isTrue();
            assertThat(client.statistics().errorsWithoutId()).isZero();
            assertThatExceptionOfType(QmpCommandException.class).isThrownBy(() -> client.execute(big, patient));
        }
    }

    /** A message that nests that deep, itself included. */
    private static String nested(int depth) {
        return "{\"execute\":\"qom-get\",\"arguments\":{\"path\":" + "[".repeat(depth - 2) + "]".repeat(depth - 2)
                + "},\"id\":1}";
    }

    private static RawCommand nestedCommand(int depth) {
        ArrayNode inner = NODES.arrayNode();
        ArrayNode outer = inner;
        for (int i = 3; i < depth; i++) {
            outer = NODES.arrayNode().add(outer);
        }
        return RawCommand.named("qom-get").with("path", outer);
    }

    private static boolean canBeAnswered(QmpClient client) {
        try {
            return client.execute(QUERY_STATUS).has("status");
        } catch (QmpCommandException | QmpCallInterruptedException more) {
            return false;
        } catch (QmpCallException lost) {
            return lost.outcome() != Outcome.UNKNOWN;
        }
    }
}
