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
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/**
 * Callers that time out, are interrupted or close. The agent's replies have no ids: only their order shows to which
 * command they belong. Each command here is different, and its reply shows which command it answers.
 */
@ExtendWith(NoLeaks.class)
// To close in the middle of something is what some of these tests are about.
@SuppressWarnings("try")
class GuestAgentCallersIT {
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);
    private static final ConnectOptions PATIENTLY =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();

    private static RealQemu agent() throws Exception {
        return RealQemu.startGuestAgent(RealQemu.newFolder());
    }

    private static GuestAgentClient connect(RealQemu agent) {
        return GuestAgentClient.connect(agent.endpoint("qga"), PATIENTLY);
    }

    /** This folder does not exist; the error contains its name. */
    private static RawGuestAgentCommand question(int n) {
        return RawGuestAgentCommand.named("guest-file-open").with("path", "/nonexistent/" + n);
    }

    private static void requireRefusal(int n, @Nullable Throwable refused) {
        assertThat(refused).isInstanceOf(QmpCommandException.class).hasMessageContaining("'/nonexistent/" + n + "'");
    }

    private static void ask(GuestAgentClient client, int n, CallOptions options) {
        try {
            throw new AssertionError("question " + n + " was answered with " + client.execute(question(n), options));
        } catch (QmpCommandException refused) {
            requireRefusal(n, refused);
        }
    }

    /** Asks, and gives up unless the answer comes in a time of about what an answer takes. */
    private static boolean givesUp(GuestAgentClient client, int n) throws Exception {
        long micros = 100L * (1 + n / 4 % 30);
        try {
            switch (n % 4) {
                case 0 -> ask(client, n, CallOptions.timeout(Duration.ofNanos(1000 * micros)));
                case 1 -> {
                    CompletableFuture<JsonNode> future = client.submit(question(n), PATIENT);
                    LockSupport.parkNanos(1000 * micros);
                    future.cancel(false);
                    future.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
                case 2 -> {
                    CallerThread<JsonNode> caller = askInBackground(client, n);
                    LockSupport.parkNanos(1000 * micros);
                    caller.interrupt();
                    caller.value();
                }
                default -> ask(client, n, PATIENT);
            }
            return false;
        } catch (QmpTimeoutException | CancellationException gaveUp) {
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof QmpCallInterruptedException) {
                return true;
            }
            requireRefusal(n, failed.getCause());
            return false;
        }
    }

    @Tag("slow")
    @Test
    void callsThatTimeOutDoNotMixUpReplies() throws Exception {
        try (RealQemu agent = agent();
                GuestAgentClient client = connect(agent)) {
            AtomicInteger next = new AtomicInteger();
            List<CallerThread<Integer>> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(CallerThread.of(() -> {
                    int givenUp = 0;
                    for (int n = next.getAndIncrement(); n < 4000; n = next.getAndIncrement()) {
                        givenUp += givesUp(client, n) ? 1 : 0;
                    }
                    return givenUp;
                }));
            }
            int givenUp = 0;
            for (CallerThread<Integer> thread : threads) {
                givenUp += thread.value(Duration.ofMinutes(4));
            }
            assertThat(givenUp).as("enough calls timed out").isBetween(100, 3000);
            ask(client, 4000, PATIENT);
        }
    }

    @Test
    void afterAnInterruptTheNextCommandGetsItsOwnReply() throws Exception {
        try (RealQemu agent = agent();
                GuestAgentClient client = connect(agent)) {
            for (int round = 0; round < 20; round++) {
                agent.stop();
                CallerThread<JsonNode> asking = askInBackground(client, 3 * round);
                asking.untilItWaits();
                CallerThread<JsonNode> turn = askInBackground(client, 3 * round + 1);
                turn.untilItWaits().interrupt();
                asking.interrupt();
                assertThat(asking.failure(QmpCallInterruptedException.class).outcome())
                        .isIn(Outcome.UNKNOWN, Outcome.NOT_SENT);
                assertThat(turn.failure(QmpCallInterruptedException.class).outcome())
                        .isEqualTo(Outcome.NOT_SENT);
                assertThat(asking.wasInterruptedAtTheEnd() && turn.wasInterruptedAtTheEnd())
                        .isTrue();
                agent.signal("CONT");
                ask(client, 3 * round + 2, PATIENT);
            }
        }
    }

    private static CallerThread<JsonNode> askInBackground(GuestAgentClient client, int n) {
        return CallerThread.of(() -> client.execute(question(n), PATIENT));
    }

    @Test
    void closeWhileTheAgentIsStoppedFailsAllCallsAndDoesNotAffectLaterClients() throws Exception {
        try (RealQemu agent = agent()) {
            for (int round = 0; round < 20; round++) {
                try (GuestAgentClient client = connect(agent)) {
                    ask(client, 4 * round, PATIENT);
                    agent.stop();
                    CallerThread<JsonNode> asking = askInBackground(client, 4 * round + 1);
                    asking.untilItWaits();
                    CallerThread<JsonNode> turn = askInBackground(client, 4 * round + 2);
                    CompletableFuture<JsonNode> future = client.submit(question(4 * round + 3), PATIENT);
                    turn.untilItWaits();
                    client.close();
                    assertThat(client.isOpen()).isFalse();
                    asking.failure(QmpDisconnectedException.class);
                    assertThat(turn.failure(QmpDisconnectedException.class).outcome())
                            .isEqualTo(Outcome.NOT_SENT);
                    assertThat(Await.failureOf(future, QmpDisconnectedException.class)
                                    .outcome())
                            .isEqualTo(Outcome.NOT_SENT);
                    agent.signal("CONT");
                }
            }
            try (GuestAgentClient next = connect(agent)) {
                ask(next, 1000, PATIENT);
            }
        }
    }
}
