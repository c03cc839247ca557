package org.qmp4j.client.memory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/**
 * A program that uses up its heap while it has many clients, frees the heap, and then checks the clients. It exits
 * with 0 if each of them either works or says that it is closed.
 */
final class ExhaustedHeap {
    private static final int CLIENTS = 20;
    private static final int ROUNDS = 4;
    private static final int REFILLS = 10;
    private static final CallOptions PATIENT = CallOptions.DEFAULT.withTimeout(Await.PATIENCE);

    private final Endpoint endpoint;
    private final List<Connection> connections = new ArrayList<>();
    private final @Nullable Object[] hog = new @Nullable Object[1 << 16];
    private int held;

    private ExhaustedHeap(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** A client, and everything that a program can wait for with it. */
    private static final class Connection {
        final QmpClient client;
        final CompletableFuture<?> closed;
        final Thread listening;
        // The peer never answers these.
        final CompletableFuture<JsonNode> unanswered;
        final Thread waiting;
        volatile @Nullable Throwable outcome;

        Connection(Endpoint endpoint) {
            client = QmpClient.connect(
                    endpoint,
                    ConnectOptions.builder()
                            .subscribe()
                            .connectTimeout(Await.PATIENCE)
                            .build());
            closed = client.whenClosed();
            listening = daemon(() -> client.earlyEvents().orElseThrow().forEach(event -> {}));
            CallOptions forever = CallOptions.DEFAULT.withTimeout(Duration.ofDays(1));
            unanswered = client.submit(RawCommand.named("unanswered"), forever);
            waiting = daemon(() -> {
                try {
                    client.execute(RawCommand.named("unanswered"), forever);
                } catch (Throwable failed) {
                    outcome = failed;
                }
            });
        }

        private static Thread daemon(Runnable work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (Throwable ended) {
                    // The connection ended, or memory ran out: both are accepted.
                }
            });
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        /** The problem with the client; null if it has no problem. */
        @Nullable
        String fault() throws InterruptedException {
            try {
                client.execute(RawCommand.named("proof"), PATIENT);
                return unanswered.isDone() && client.isOpen() ? "works, but a future has ended" : null;
            } catch (QmpException failed) {
                return client.isOpen() ? "looks open, but: " + failed : faultOfClosed();
            }
        }

        private @Nullable String faultOfClosed() throws InterruptedException {
            try {
                closed.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                unanswered.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                return "a future has a value that was never sent";
            } catch (TimeoutException never) {
                return closed.isDone() ? "a future never ends" : "whenClosed() never ends";
            } catch (ExecutionException ended) {
                waiting.join(Await.PATIENCE.toMillis());
                listening.join(Await.PATIENCE.toMillis());
                return waiting.isAlive()
                        ? "a call never ends"
                        : listening.isAlive() ? "a subscription never ends" : null;
            }
        }
    }

    private void exhaust() {
        for (int refill = 0; refill < REFILLS; refill++) {
            for (int size = 1 << 20; size >= 16; size >>= 4) {
                fill(size);
            }
        }
    }

    private void fill(int size) {
        try {
            while (held < hog.length) {
                hog[held] = new byte[size];
                held++;
            }
        } catch (OutOfMemoryError full) {
            // Expected: the program fills the heap.
        }
    }

    private void free() {
        for (int i = 0; i < held; i++) {
            hog[i] = null;
        }
        held = 0;
    }

    private boolean takeRound() throws InterruptedException {
        while (connections.size() < CLIENTS) {
            connections.add(new Connection(endpoint));
        }
        exhaust();
        free();
        int closed = 0;
        boolean good = true;
        for (Connection connection : List.copyOf(connections)) {
            String fault = connection.fault();
            if (fault != null) {
                System.out.println(fault);
                good = false;
            }
            if (!connection.client.isOpen()) {
                closed++;
                System.out.println(connection.client.closeReason().orElseThrow().message());
                connections.remove(connection);
            }
        }
        System.out.println(closed + " of " + CLIENTS + " were closed");
        return good;
    }

    public static void main(String[] socket) throws Exception {
        ExhaustedHeap program = new ExhaustedHeap(Endpoint.unix(Path.of(socket[0])));
        boolean good = true;
        for (int round = 0; round < ROUNDS; round++) {
            good &= program.takeRound();
        }
        System.exit(good ? 0 : 1);
    }
}
