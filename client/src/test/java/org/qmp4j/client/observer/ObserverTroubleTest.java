package org.qmp4j.client.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/** A slow or broken observer has no effect on the client. */
class ObserverTroubleTest {
    private static final class Throwing extends Witness {
        @Override
        void note(String line) {
            super.note(line);
            if (line.startsWith("event")) {
                throw shortened(new AssertionError("thrown on purpose"));
            }
            throw shortened(new IllegalStateException("thrown on purpose"));
        }

        // It is logged.
        private static <X extends Throwable> X shortened(X thrown) {
            thrown.setStackTrace(new StackTraceElement[0]);
            return thrown;
        }
    }

    /** Like a proxy whose handler throws for every method. */
    private static final class Incomparable extends Witness {
        @Override
        public boolean equals(@Nullable Object other) {
            throw new IllegalStateException("thrown on purpose");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("thrown on purpose");
        }
    }

    /** Blocks the thread that reports an event to it. */
    private static final class Blocking extends Witness {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);

        @Override
        public void eventReceived(String endpoint, RawEvent event) {
            super.eventReceived(endpoint, event);
            entered.countDown();
            try {
                if (!release.await(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("never released");
                }
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    private static Conversation begin(ClientObserver observer) {
        return Conversation.begin(ConnectOptions.builder().observer(observer).build());
    }

    @Test
    void anObserverWithABrokenEqualsIsStillCalled() {
        Witness witness = new Incomparable();
        try (Conversation talk = begin(witness)) {
            witness.await("connected");
            talk.assertWorks();
        }
    }

    @Test
    void anObserverThatThrowsIsCalledAgain() {
        Witness witness = new Throwing();
        try (Conversation talk = begin(witness)) {
            talk.assertWorks();
            talk.peer().sendLine("{\"event\": \"STOP\"}");
            witness.await("event");
            talk.assertWorks();
            talk.client().close();
            witness.await("disconnected");
            assertThat(witness.lines.stream().map(line -> line.substring(0, line.indexOf(' '))))
                    .containsExactly("connected", "sent", "replied", "event", "sent", "replied", "disconnected");
        }
    }

    @Test
    void anObserverThatBlocksDelaysNeitherRepliesNorEvents() throws InterruptedException {
        Blocking witness = new Blocking();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        ConnectOptions options = ConnectOptions.builder()
                .observer(witness)
                .callbackExecutor(executor)
                .build();
        try (Conversation talk = Conversation.begin(options)) {
            EventSubscription<RawEvent> all = talk.client().events();
            talk.peer().sendLine("{\"event\": \"STOP\"}");
            assertThat(witness.entered.await(20, TimeUnit.SECONDS)).isTrue();
            talk.peer().sendLine("{\"event\": \"RESUME\"}");
            talk.assertWorks();
            assertThat(all.drain()).hasSize(2);
            talk.client().close();
            talk.peer().awaitEnd();
            witness.release.countDown();
            witness.await("disconnected");
            assertThat(witness.lines).noneMatch(line -> line.startsWith("missed"));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anObserverThatFallsBehindLearnsHowMuchItMissedAndWhere() throws InterruptedException {
        Blocking witness = new Blocking();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        ConnectOptions options = ConnectOptions.builder()
                .observer(witness)
                .callbackExecutor(executor)
                .build();
        try (Conversation talk = Conversation.begin(options)) {
            talk.peer().sendLine("{\"event\": \"FIRST\"}");
            assertThat(witness.entered.await(20, TimeUnit.SECONDS)).isTrue();
            String events = "{\"event\": \"E\"}\n".repeat(100);
            for (int i = 0; i < 120; i++) {
                talk.peer().send(events);
            }
            talk.assertWorks();
            witness.release.countDown();
            witness.await("missed");
            talk.client().close();
            witness.await("disconnected");
            long seen = witness.lines.stream()
                    .filter(line -> line.startsWith("event"))
                    .count();
            long missed = witness.lines.stream()
                    .filter(line -> line.startsWith("missed "))
                    .mapToLong(line -> Long.parseLong(line.substring("missed ".length())))
                    .sum();
            // 10,000 calls waited, some of them for bytes. Of 12,001 events, and of what came behind, the rest is
            // missed.
            assertThat(seen).isBetween(9_000L, 10_001L);
            assertThat(seen + missed).isGreaterThanOrEqualTo(12_001);
            assertThat(witness.lines.subList(witness.lines.indexOf("missed " + missed), witness.lines.size()))
                    .noneMatch(line -> line.startsWith("event"));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anObserverIsCalledOnlyOnTheCallbackExecutor() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Witness witness = new Witness() {
            @Override
            void note(String line) {
                threads.add(Thread.currentThread().getName());
                super.note(line);
            }
        };
        ExecutorService executor = Executors.newFixedThreadPool(3, work -> new Thread(work, "test-callbacks"));
        ConnectOptions options = ConnectOptions.builder()
                .observer(witness)
                .callbackExecutor(executor)
                .build();
        try (Conversation talk = Conversation.begin(options)) {
            talk.assertWorks();
            talk.client().close();
            witness.await("disconnected");
            assertThat(threads).containsExactly("test-callbacks");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anExecutorCanWaitForAThreadThatSubmitsACommand() {
        AtomicReference<@Nullable QmpClient> client = new AtomicReference<>();
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        ConnectOptions options = ConnectOptions.builder()
                .observer(new Witness())
                .callbackExecutor(task -> {
                    QmpClient once = client.getAndSet(null);
                    if (once != null) {
                        // As if both need the same lock of the application.
                        Caller.of(() -> once.submit(RawCommand.named("nested"))).value();
                        begun.complete(true);
                    }
                    ForkJoinPool.commonPool().execute(task);
                })
                .build();
        try (Conversation talk = Conversation.begin(options)) {
            client.set(talk.client());
            Caller<Boolean> calls = Caller.run(() -> Await.until("the executor is called", () -> {
                var unused = talk.client().submit(RawCommand.named("x"));
                return client.get() == null;
            }));
            assertThat(Caller.of(begun::get).value()).isTrue();
            calls.value();
        }
    }

    @Test
    void aRejectedTaskHidesNothingFromTheObserver() {
        Witness witness = new Witness();
        ConnectOptions options = ConnectOptions.builder()
                .observer(witness)
                .callbackExecutor(task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .build();
        try (Conversation talk = Conversation.begin(options)) {
            talk.assertWorks();
            witness.await("replied proof");
        }
    }

    @Test
    void anExecutorThatThrowsDoesNotAffectReplies() {
        Witness witness = new Witness();
        ConnectOptions options = ConnectOptions.builder()
                .observer(witness)
                .callbackExecutor(task -> {
                    throw new IllegalStateException("broken");
                })
                .build();
        try (Conversation talk = Conversation.begin(options)) {
            for (int i = 0; i < 20; i++) {
                talk.assertWorks();
            }
            Await.until("everything is reported", () -> witness.lines.size() >= 41);
        }
    }
}
