package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Sessions;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** Application code that a session calls: it may use the client, and its exceptions do not harm the session. */
@ExtendWith(NoLeaks.class)
// To close in the middle of something is what these tests are about.
@SuppressWarnings("try")
class CallbacksIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand STOP = RawCommand.named("stop");
    private static final RawCommand CONT = RawCommand.named("cont");
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);

    private static ConnectOptions options(CallbackThread where, ClientObserver observer) {
        return ConnectOptions.builder()
                .callbackExecutor(where.executor())
                .observer(observer)
                .build();
    }

    private static <T> T resultOf(CompletableFuture<T> future) throws Exception {
        return future.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String status(QmpClient client) {
        return client.execute(QUERY_STATUS, PATIENT).path("status").stringValue();
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackForEventsCanRunACommandAndWaitForIt(CallbackThread where) throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint(), options(where, ClientObserver.NONE));
                EventSubscription<RawEvent> resumed = client.events("RESUME")) {
            client.events("STOP").onEvent(where.executor(), event -> client.execute(CONT, PATIENT));
            for (int round = 0; round < 20; round++) {
                client.execute(STOP, PATIENT);
                assertThat(resumed.next(Await.PATIENCE).name()).isEqualTo("RESUME");
            }
            assertThat(status(client)).isEqualTo("running");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackForEventsCanSubmitCommandsOneAfterTheOther(CallbackThread where) throws Exception {
        CompletableFuture<String> read = new CompletableFuture<>();
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint(), options(where, ClientObserver.NONE))) {
            client.events("STOP").onEvent(where.executor(), event -> {
                var unused = client.submit(CONT, PATIENT)
                        .thenCompose(resumed -> client.submit(QUERY_STATUS, PATIENT))
                        .thenAccept(
                                status -> read.complete(status.path("status").stringValue()));
            });
            client.execute(STOP, PATIENT);
            assertThat(resultOf(read)).isEqualTo("running");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackForEventsCanSubscribeAndMissesNoLaterEvent(CallbackThread where) throws Exception {
        CompletableFuture<String> next = new CompletableFuture<>();
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint(), options(where, ClientObserver.NONE))) {
            client.events("STOP").onEvent(where.executor(), event -> {
                try (EventSubscription<RawEvent> resumed = client.events("RESUME")) {
                    client.execute(CONT, PATIENT);
                    next.complete(resumed.next(Await.PATIENCE).name());
                }
            });
            client.execute(STOP, PATIENT);
            assertThat(resultOf(next)).isEqualTo("RESUME");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anObserverCanRunACommand(CallbackThread where) throws Exception {
        CompletableFuture<QmpClient> known = new CompletableFuture<>();
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        ClientObserver resuming = new ClientObserver() {
            @Override
            public void eventReceived(String endpoint, RawEvent event) {
                if (event.name().equals("STOP")) {
                    ran.complete(known.join().execute(CONT, PATIENT).isEmpty());
                }
            }
        };
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint(), options(where, resuming))) {
            known.complete(client);
            client.execute(STOP, PATIENT);
            assertThat(resultOf(ran)).isTrue();
            assertThat(status(client)).isEqualTo("running");
        }
    }

    @Test
    void aChainOfCommandsCompletes() throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            hop(client, 1000, end);
            assertThat(resultOf(end)).isZero();
        }
    }

    private static void hop(QmpClient client, int left, CompletableFuture<Integer> end) {
        var unused = client.submit(RawCommand.named("hop-" + left), PATIENT).whenComplete((nothing, unknown) -> {
            // QEMU names the command that it does not know.
            if (unknown == null || !String.valueOf(unknown.getMessage()).contains("hop-" + left + " ")) {
                end.completeExceptionally(new AssertionError("no answer to hop-" + left, unknown));
            } else if (left == 1) {
                end.complete(0);
            } else {
                hop(client, left - 1, end);
            }
        });
    }

    enum Trouble {
        EXCEPTION {
            @Override
            void strike() {
                throw shortened(new IllegalStateException("thrown on purpose"));
            }
        },
        ERROR {
            @Override
            void strike() {
                throw shortened(new LinkageError("thrown on purpose"));
            }
        },
        INTERRUPT {
            @Override
            void strike() {
                Thread.currentThread().interrupt();
            }
        };

        abstract void strike();

        // It is logged.
        private static <X extends Throwable> X shortened(X thrown) {
            thrown.setStackTrace(new StackTraceElement[0]);
            return thrown;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anObserverThatThrowsInEveryMethodAffectsNothingElse(Trouble trouble) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        ClientObserver broken = (ClientObserver) Proxy.newProxyInstance(
                ClientObserver.class.getClassLoader(),
                new Class<?>[] {ClientObserver.class},
                (proxy, method, arguments) -> {
                    calls.incrementAndGet();
                    trouble.strike();
                    return null;
                });
        ConnectOptions options =
                ConnectOptions.builder().observer(broken).subscribe("STOP").build();
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint(), options)) {
            Sessions.shortSession(client);
            List<CompletableFuture<JsonNode>> futures = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                futures.add(client.submit(QUERY_STATUS, PATIENT));
            }
            for (CompletableFuture<JsonNode> future : futures) {
                assertThat(resultOf(future).path("status").stringValue()).isEqualTo("running");
            }
            // Each command is reported at least as sent and as answered.
            Await.until("the observer was called all the same", () -> calls.get() > 40);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackForEventsThatThrowsGetsAllOtherEventsInOrder(Trouble trouble) throws Exception {
        LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            client.events("STOP", "RESUME").onEvent(ForkJoinPool.commonPool(), event -> {
                got.add(event.name());
                trouble.strike();
            });
            for (int round = 0; round < 10; round++) {
                client.execute(STOP, PATIENT);
                client.execute(CONT, PATIENT);
            }
            for (int round = 0; round < 10; round++) {
                assertThat(got.poll(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo("STOP");
                assertThat(got.poll(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo("RESUME");
            }
            assertThat(status(client)).isEqualTo("running");
        }
    }

    @Test
    void aCallbackAfterTheEndLearnsThatItsCommandWasNotSent() throws Exception {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            client.events("STOP").onEvent(CallbackThread.IN_A_THREAD_OF_ITS_OWN.executor(), event -> {
                closed.join();
                try {
                    client.execute(CONT, PATIENT);
                } catch (QmpDisconnectedException gone) {
                    outcome.complete(gone.outcome());
                }
            });
            client.execute(STOP, PATIENT);
            client.close();
            closed.complete(null);
            assertThat(resultOf(outcome)).isEqualTo(Outcome.NOT_SENT);
            try (QmpClient next = QmpClient.connect(qemu.endpoint())) {
                assertThat(status(next)).isEqualTo("paused");
            }
        }
    }
}
