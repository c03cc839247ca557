package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.RawGuestAgentCommand;

/** Calls that begin while the connection ends must end, too: no call waits for ever. */
class CloseRaceTest {
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));
    private static final int ROUNDS = 20;

    private static void callUntilClosed(QmpClient client) {
        while (true) {
            client.execute(RawCommand.named("x"), LONG);
        }
    }

    private static void submitUntilClosed(QmpClient client, List<CompletableFuture<?>> futures) {
        for (int i = 0; i < 2000 && client.isOpen(); i++) {
            futures.add(client.submit(RawCommand.named("y"), LONG));
        }
    }

    private static void subscribeUntilClosed(QmpClient client) {
        while (true) {
            try (EventSubscription<RawEvent> all = client.events("A")) {
                all.next(LONG.timeout().orElseThrow());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCallAndEverySubscriptionEnds(boolean byThisProgram) {
        for (int round = 0; round < ROUNDS; round++) {
            try (Conversation talk = Conversation.begin()) {
                QmpClient client = talk.client();
                List<CompletableFuture<?>> futures = new ArrayList<>();
                Caller<Boolean> calling = Caller.run(() -> callUntilClosed(client));
                Caller<Boolean> submitting = Caller.run(() -> submitUntilClosed(client, futures));
                Caller<Boolean> subscribing = Caller.run(() -> subscribeUntilClosed(client));
                talk.peer().send("{\"event\": \"A\"}{\"return\": {}, \"id\": 1}{\"return\": {}, \"id\": 2}");
                int enough = round;
                Await.until("some commands are sent", () -> client.statistics().commandsSent() > enough % 7);
                if (byThisProgram) {
                    client.close();
                } else {
                    talk.peer().close();
                }
                calling.failure(QmpDisconnectedException.class);
                subscribing.failure(QmpEventsClosedException.class);
                submitting.value();
                for (CompletableFuture<?> future : futures) {
                    Await.until("the future ends", future::isDone);
                }
            }
        }
    }

    @Test
    void everyCallOfTheGuestAgentCompletes() {
        for (int round = 0; round < ROUNDS; round++) {
            try (AgentConversation talk = AgentConversation.begin()) {
                GuestAgentClient client = talk.client();
                List<Caller<Boolean>> calling = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    calling.add(Caller.run(() -> {
                        while (true) {
                            client.execute(RawGuestAgentCommand.named("x"), LONG);
                        }
                    }));
                }
                CompletableFuture<?> future = client.submit(RawGuestAgentCommand.named("x"), LONG);
                for (int i = 0; i < round % 5; i++) {
                    talk.expect("x");
                    talk.answer("{}");
                }
                client.close();
                calling.forEach(call -> call.failure(QmpDisconnectedException.class));
                Await.until("the future ends", future::isDone);
                assertThat(client.isOpen()).isFalse();
            }
        }
    }
}
