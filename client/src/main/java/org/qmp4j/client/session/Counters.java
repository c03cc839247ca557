package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicLongArray;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.observer.ClientStatistics.Counter;

/** Counts what happens in a session. Any thread. */
final class Counters {
    private final AtomicLongArray counts = new AtomicLongArray(Counter.values().length);

    void increment(Counter counter) {
        counts.incrementAndGet(counter.ordinal());
    }

    ClientStatistics statistics() {
        return new ClientStatistics(counter -> counts.get(counter.ordinal()));
    }
}
