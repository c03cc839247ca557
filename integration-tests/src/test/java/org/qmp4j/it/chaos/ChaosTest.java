package org.qmp4j.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.fake.FakeHost;
import org.qmp4j.it.support.NoLeaks;

/** For random combinations of calls, faults and disconnects: each call ends, with a correct result. */
@ExtendWith(NoLeaks.class)
class ChaosTest {
    /** They wait more than they work. */
    private static final int AT_ONCE = 16;

    private static void run(long from, long count) throws Exception {
        AtomicLong next = new AtomicLong(from);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (FakeHost host = FakeHost.start()) {
            List<Callable<Long>> lanes = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                lanes.add(() -> {
                    long done = 0;
                    for (long seed = next.getAndIncrement(); seed < from + count; seed = next.getAndIncrement()) {
                        new Schedule(seed).run(host, threads);
                        done++;
                    }
                    return done;
                });
            }
            long done = 0;
            for (Future<Long> lane : threads.invokeAll(lanes)) {
                done += lane.get();
            }
            assertThat(done).isEqualTo(count);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theInvariantsHoldForSomeSchedules() throws Exception {
        run(Long.getLong("qmp4j.chaos.seed", 1), Long.getLong("qmp4j.chaos.schedules", 200));
    }

    @Tag("slow")
    @Tag("newest-jdk")
    @Timeout(400)
    @Test
    void theInvariantsHoldForTenThousandSchedules() throws Exception {
        run(100_000, 10_000);
    }
}
