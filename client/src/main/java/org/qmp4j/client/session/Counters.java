package org.qmp4j.client.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.observer.ClientStatistics.Counter;

/** Counts what happens in a session. Any thread. */
final class Counters {
    // Has all counters from the beginning, and never changes.
    private final Map<Counter, AtomicLong> counts = new EnumMap<>(Counter.class);

    Counters() {
        for (Counter counter : Counter.values()) {
            counts.put(counter, new AtomicLong());
        }
    }

    void increment(Counter counter) {
        count(counter).incrementAndGet();
    }

    private AtomicLong count(Counter counter) {
        return Objects.requireNonNull(counts.get(counter));
    }

    ClientStatistics statistics() {
        return new ClientStatistics(counter -> count(counter).get());
    }
}
