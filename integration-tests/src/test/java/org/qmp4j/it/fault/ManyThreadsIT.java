package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Fifo;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** Many threads share one client. Every command is different, and its reply shows which command it answers. */
@ExtendWith(NoLeaks.class)
class ManyThreadsIT {
    private static final int THREADS = 64;
    // QEMU prints zero differently from all other numbers.
    private static final int FIRST = 16;
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);
    private static final CallOptions OUT_OF_BAND = CallOptions.outOfBand().withTimeout(Await.PATIENCE);
    private static final Duration LONG = Duration.ofMinutes(4);

    /** A command that no other call sends. Most are short, because QEMU reads slowly. */
    private static RawCommand question(int n) {
        return switch (n % 16) {
            case 0 -> RawCommand.named("human-monitor-command").with("command-line", "p " + n);
            case 1 -> RawCommand.named("qom-list").with("path", "/q" + n);
            default -> RawCommand.named("q" + n);
        };
    }

    /** The text of QEMU's error for that command. */
    private static String refusal(int n) {
        return n % 16 == 1 ? "Device '/q" + n + "' not found" : "The command q" + n + " has not been found";
    }

    private static void requireAnswer(int n, JsonNode answer) {
        assertThat(n % 16).as("a question that is not refused").isZero();
        assertThat(answer.stringValue()).isEqualTo(String.format("%#x\r\n", n));
    }

    private static void requireRefusal(int n, QmpException refused) {
        assertThat(refused).as("question " + n).isInstanceOf(QmpCommandException.class);
        assertThat(refused).hasMessageContaining(refusal(n));
    }

    private static void ask(QmpClient client, int n, CallOptions options) {
        try {
            requireAnswer(n, client.execute(question(n), options));
        } catch (QmpCommandException refused) {
            requireRefusal(n, refused);
        }
    }

    private static void requireOwnAnswer(int n, CompletableFuture<JsonNode> future) throws Exception {
        try {
            requireAnswer(n, future.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException failed) {
            assertThat(failed.getCause())
                    .isInstanceOf(QmpCommandException.class)
                    .hasMessageContaining(refusal(n));
        }
    }

    /** Every fourth thread asks with futures, every eighth out of band. */
    private static int askUntil(QmpClient client, AtomicInteger next, int end, int thread) throws Exception {
        int asked = 0;
        for (int n = next.getAndIncrement(); n < end; n = next.getAndIncrement()) {
            if (thread % 8 == 1 && n % 16 > 1) {
                // QEMU looks for the command before it asks whether it may run so.
                ask(client, n, client.isOutOfBandEnabled() ? OUT_OF_BAND : PATIENT);
            } else if (thread % 4 == 2) {
                requireOwnAnswer(n, client.submit(question(n), PATIENT));
            } else {
                ask(client, n, PATIENT);
            }
            asked++;
        }
        return asked;
    }

    // Takes QEMU more than a minute.
    @Tag("newest-jdk")
    @Tag("one-qemu")
    @Tag("slow")
    @Test
    void eachOfAHundredThousandRepliesReachesItsCall() throws Exception {
        requireOwnAnswers(100_000, true);
    }

    @Tag("slow")
    @ParameterizedTest(name = "out-of-band {0}")
    @ValueSource(booleans = {true, false})
    void eachOfTenThousandRepliesReachesItsCall(boolean oob) throws Exception {
        requireOwnAnswers(10_000, oob);
    }

    private static void requireOwnAnswers(int questions, boolean oob) throws Exception {
        ConnectOptions options = ConnectOptions.builder().outOfBand(oob).build();
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint(), options)) {
            ClientStatistics before = client.statistics();
            AtomicInteger next = new AtomicInteger(FIRST);
            List<CallerThread<Integer>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                threads.add(CallerThread.of(() -> askUntil(client, next, FIRST + questions, thread)));
            }
            int asked = 0;
            for (CallerThread<Integer> thread : threads) {
                asked += thread.value(LONG);
            }
            assertThat(asked).isEqualTo(questions);
            ClientStatistics after = client.statistics();
            assertThat(after.commandsSent() - before.commandsSent()).isEqualTo(questions);
            assertThat(after.repliesReceived() - before.repliesReceived()).isEqualTo(questions);
            assertThat(after.lateReplies() + after.foreignReplies() + after.errorsWithoutId())
                    .isZero();
        }
    }

    @Tag("slow")
    @Test
    void outOfBandCommandsOfManyThreadsOvertakeABlockedQueue() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Fifo fifo = Fifo.in(qemu, "slow");
            CompletableFuture<JsonNode> slow = client.submit(fifo.slowCommand(), PATIENT);
            fifo.awaitRunning();
            List<CallerThread<Integer>> blocked = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int n = FIRST + i;
                blocked.add(CallerThread.of(() -> {
                    ask(client, n, PATIENT);
                    return n;
                }));
            }
            AtomicInteger next = new AtomicInteger(1000);
            List<CallerThread<Integer>> overtaking = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                overtaking.add(CallerThread.of(() -> {
                    int n;
                    for (n = next.getAndIncrement(); n < 6000; n = next.getAndIncrement()) {
                        ask(client, n * 16 + 2, OUT_OF_BAND);
                    }
                    return n;
                }));
            }
            for (CallerThread<Integer> thread : overtaking) {
                thread.value();
            }
            assertThat(blocked).noneMatch(CallerThread::isDone);
            assertThat(slow).isNotDone();
            fifo.release();
            for (CallerThread<Integer> thread : blocked) {
                thread.value();
            }
            assertThat(slow.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
        }
    }

    /** Asks, and every second time gives up: by cancelling, or by a deadline of about the time that an answer takes. */
    private static int askImpatiently(QmpClient client, AtomicInteger next, int end) throws Exception {
        int givenUp = 0;
        for (int n = next.getAndIncrement(); n < end; n = next.getAndIncrement()) {
            try {
                switch (n % 4) {
                    case 0 -> ask(client, n, CallOptions.timeout(Duration.ofMillis(1 + n / 4 % 16)));
                    case 1 -> {
                        CompletableFuture<JsonNode> future = client.submit(question(n), PATIENT);
                        future.cancel(false);
                        requireOwnAnswer(n, future);
                    }
                    default -> ask(client, n, PATIENT);
                }
            } catch (QmpTimeoutException | CancellationException gaveUp) {
                givenUp++;
            }
        }
        return givenUp;
    }

    @Tag("slow")
    @Test
    void callsThatTimeOutDoNotMixUpReplies() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            AtomicInteger next = new AtomicInteger(FIRST);
            List<CallerThread<Integer>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(CallerThread.of(() -> askImpatiently(client, next, FIRST + 20_000)));
            }
            int givenUp = 0;
            for (CallerThread<Integer> thread : threads) {
                givenUp += thread.value(LONG);
            }
            assertThat(givenUp).as("enough calls were given up").isGreaterThan(1000);
            // After everything that is still in flight.
            ask(client, FIRST, PATIENT);
            ClientStatistics after = client.statistics();
            assertThat(after.lateReplies())
                    .as("calls given up in flight; without them this proves nothing")
                    .isPositive();
            // Less where a call was withdrawn that had been given to the connection and was not written yet.
            assertThat(after.repliesReceived() + after.lateReplies()).isLessThan(after.commandsSent());
            assertThat(after.foreignReplies() + after.errorsWithoutId()).isZero();
        }
    }
}
