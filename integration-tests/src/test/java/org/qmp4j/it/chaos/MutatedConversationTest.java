package org.qmp4j.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A peer damages its messages. Each call must end with a value that the peer has sent, or with an exception of the
 * library. A client of another peer in the same JVM is not affected.
 */
@ExtendWith(NoLeaks.class)
class MutatedConversationTest {
    private static final int AT_ONCE = 16;
    private static final int CALLS = 6;
    private static final CallOptions SOON = CallOptions.timeout(Duration.ofMillis(40));
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofMillis(200)).build();
    private static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();

    @TempDir
    private Path folder;

    @Test
    void eachCallReturnsWhatThePeerHasSentOrThrowsAnExceptionOfTheLibrary() throws Exception {
        long seed = Long.getLong("qmp4j.chaos.seed", 1);
        long count = Long.getLong("qmp4j.chaos.mutations", 200);
        AtomicLong next = new AtomicLong(seed);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (FakeQemu other = FakeQemu.start();
                QmpClient honest = QmpClient.connect(Endpoint.unix(other.path()), PATIENT)) {
            other.when("human-monitor-command")
                    .thenAnswer(request ->
                            Answer.returning(JsonNodeFactory.instance.stringNode(request.text("command-line"))));
            List<Callable<Integer>> lanes = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                lanes.add(() -> converse(next, seed + count, honest));
            }
            int returned = 0;
            for (Future<Integer> lane : threads.invokeAll(lanes)) {
                returned += lane.get();
            }
            // Two of three messages are not changed: without a single value this test would prove nothing.
            assertThat(returned).as("calls that returned a value").isGreaterThanOrEqualTo((int) count / 100);
        } finally {
            threads.shutdownNow();
        }
    }

    private int converse(AtomicLong next, long end, QmpClient honest) throws Exception {
        int returned = 0;
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            boolean agent = seed % 3 == 0;
            try (MutatingPeer peer = new MutatingPeer(folder, seed, agent)) {
                returned += agent ? callAgent(peer, seed) : callMonitor(peer, seed);
            }
            String proof = "honest " + seed;
            JsonNode answer = honest.execute(
                    RawCommand.named("human-monitor-command").with("command-line", proof),
                    CallOptions.timeout(Await.PATIENCE));
            assertThat(answer.stringValue()).as("the other peer's answer").isEqualTo(proof);
        }
        return returned;
    }

    private static int callMonitor(MutatingPeer peer, long seed) {
        try (QmpClient client = QmpClient.connect(peer.endpoint(), IMPATIENT);
                EventSubscription<RawEvent> events = client.events()) {
            int returned = calls(peer, seed, marker -> client.execute(command(marker), SOON));
            assertThat(events.drain()).extracting(RawEvent::name).doesNotContainNull();
            return returned;
        } catch (QmpException failed) {
            return 0;
        }
    }

    private static RawCommand command(String marker) {
        return RawCommand.named("human-monitor-command").with("command-line", marker);
    }

    private static int callAgent(MutatingPeer peer, long seed) {
        try (GuestAgentClient client = GuestAgentClient.connect(peer.endpoint(), IMPATIENT)) {
            return calls(
                    peer,
                    seed,
                    marker -> client.execute(
                            RawGuestAgentCommand.named("guest-info").with("path", marker), SOON));
        } catch (QmpException failed) {
            return 0;
        }
    }

    private static int calls(MutatingPeer peer, long seed, Function<String, JsonNode> execute) {
        int returned = 0;
        for (int i = 0; i < CALLS; i++) {
            String marker = "marker-" + seed + i;
            try {
                JsonNode value = execute.apply(marker);
                assertThat(peer.hasSent(value, marker))
                        .as(
                                "conversation %d (again: scripts/chaos --schedules 0 --mutations 1 --seed %d): %s was sent for %s, in %s",
                                seed, seed, value, marker, peer.sent())
                        .isTrue();
                returned++;
            } catch (QmpException failed) {
                // The result of the call if the message was damaged.
            }
        }
        return returned;
    }
}
