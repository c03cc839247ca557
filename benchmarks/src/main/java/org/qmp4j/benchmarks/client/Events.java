package org.qmp4j.benchmarks.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.event.OverflowPolicy;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/** Events and their one subscriber. */
final class Events {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String FLOODING = "GUEST_CRASHLOADED";

    private Events() {}

    /** As many as the peer can send; one that is dropped fails the work. */
    static void asFastAsTheyCome(QmpClient vm, String command, int count) {
        try (EventSubscription<RawEvent> events = vm.events(new EventOptions(count, OverflowPolicy.FAIL), FLOODING)) {
            RawCommand flood = RawCommand.named(command).with("count", count);
            takeAll(vm, events, flood, count);
            double seconds = takeAll(vm, events, flood, count);
            JavaClient.print(Map.of("per_second", count / seconds));
        }
    }

    private static double takeAll(QmpClient vm, EventSubscription<RawEvent> events, RawCommand flood, int count) {
        long start = System.nanoTime();
        vm.execute(flood);
        for (int taken = 0; taken < count; taken++) {
            events.next(DEADLINE);
            taken += events.drain().size();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** One a millisecond, each with the time at which it was sent, by the clock that the JVM uses too. */
    static void ticks(QmpClient vm, String command, int count) {
        double[] micros = new double[count];
        try (EventSubscription<RawEvent> events = vm.events("TICK")) {
            // The first ones warm up.
            vm.execute(RawCommand.named(command).with("count", 2 * count));
            for (int i = 0; i < 2 * count; i++) {
                RawEvent tick = events.next(DEADLINE);
                long now = System.nanoTime();
                micros[i % count] = (now - tick.data().get("ns").longValue()) / 1e3;
            }
        }
        JavaClient.printQuantiles(micros);
    }

    /** A guest that raises events for ever, and a {@code stop} in the middle of them, by another thread. */
    static void stopInTheMiddle(QmpClient vm, int seconds) {
        EventOptions options = new EventOptions(1_000_000, OverflowPolicy.FAIL);
        try (EventSubscription<RawEvent> events = vm.events(options, FLOODING)) {
            // Once to warm up.
            stopInTheMiddle(vm, events, Duration.ofSeconds(2));
            JavaClient.print(stopInTheMiddle(vm, events, Duration.ofSeconds(seconds)));
        }
    }

    private static Map<String, Double> stopInTheMiddle(
            QmpClient vm, EventSubscription<RawEvent> events, Duration time) {
        CompletableFuture<Double> stopped = CompletableFuture.supplyAsync(
                () -> stopAndContinue(vm),
                CompletableFuture.delayedExecutor(time.toMillis() / 2, TimeUnit.MILLISECONDS));
        long count = countFor(events, time);
        double stopMillis = stopped.join();
        return Map.of("per_second", count / (time.toSeconds() - stopMillis / 1e3), "stop_ms", stopMillis);
    }

    private static double stopAndContinue(QmpClient vm) {
        long start = System.nanoTime();
        vm.execute(RawCommand.named("stop"));
        double millis = (System.nanoTime() - start) / 1e6;
        vm.execute(RawCommand.named("cont"));
        return millis;
    }

    private static long countFor(EventSubscription<RawEvent> events, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long count = 0;
        while (System.nanoTime() < end) {
            events.next(DEADLINE);
            count += 1 + events.drain().size();
        }
        return count;
    }
}
