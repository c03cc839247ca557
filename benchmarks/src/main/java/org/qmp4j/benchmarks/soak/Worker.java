package org.qmp4j.benchmarks.soak;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/** Uses one monitor like a control plane, at a steady rate, and connects again whenever the session has ended. */
final class Worker implements Runnable {
    private static final Duration PACE = Duration.ofMillis(2);
    private static final int OPERATIONS_A_SESSION = 500;
    /** Short, because some replies are lost, and a worker that waits does no work. */
    private static final CallOptions HASTY = CallOptions.timeout(Duration.ofMillis(250));

    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");

    private final Endpoint endpoint;
    private final IntConsumer trouble;
    private final long end;
    private final AtomicLong operations;
    private final AtomicLong failures = new AtomicLong();
    private final Random random = new Random(1);

    /**
     * Works until that time.
     *
     * @param trouble is called with the number of each operation, and may make it fail
     * @param end in nanoseconds of the system's clock
     */
    Worker(Endpoint endpoint, IntConsumer trouble, long end, AtomicLong operations) {
        this.endpoint = endpoint;
        this.trouble = trouble;
        this.end = end;
        this.operations = operations;
    }

    /** How many operations failed as intended. */
    long failures() {
        return failures.get();
    }

    @Override
    public void run() {
        ConnectOptions options =
                ConnectOptions.builder().connectTimeout(Duration.ofSeconds(20)).build();
        while (System.nanoTime() - end < 0) {
            try (QmpClient client = QmpClient.connect(endpoint, options);
                    EventSubscription<RawEvent> events = client.events()) {
                for (int i = 0; i < OPERATIONS_A_SESSION && client.isOpen() && System.nanoTime() - end < 0; i++) {
                    trouble.accept(i);
                    operate(client, events);
                    operations.incrementAndGet();
                    LockSupport.parkNanos(PACE.toNanos());
                }
            } catch (QmpException failed) {
                failures.incrementAndGet();
            }
        }
    }

    private void operate(QmpClient client, EventSubscription<RawEvent> events) {
        try {
            switch (random.nextInt(4)) {
                case 0 -> {
                    client.execute(RawCommand.named("stop"), HASTY);
                    client.execute(RawCommand.named("cont"), HASTY);
                    events.drain();
                }
                case 1 -> client.submit(QUERY_STATUS).cancel(true);
                default -> client.execute(QUERY_STATUS, HASTY);
            }
        } catch (QmpException failed) {
            failures.incrementAndGet();
        }
    }
}
