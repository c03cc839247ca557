package org.qmp4j.client.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.Await;

class TimerTest {
    private static final int TIMEOUTS = 2_000;

    private static ThreadInfo timerThread() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().equals("qmp4j-timer"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWaiting() {
        Thread.State state = timerThread().getThreadState();
        return state == Thread.State.TIMED_WAITING || state == Thread.State.WAITING;
    }

    @Test
    void aCancelledTimeoutDoesNotWakeTheThread() {
        Future<?> stays = Timer.after(Duration.ofMinutes(10), () -> {});
        try {
            Await.until("the timer waits", TimerTest::isWaiting);
            long before = timerThread().getWaitedCount();
            for (int i = 0; i < TIMEOUTS; i++) {
                Timer.after(Duration.ofMinutes(1), () -> {}).cancel(false);
                Await.until("the timer waits", TimerTest::isWaiting);
            }
            assertThat(timerThread().getWaitedCount() - before).isLessThan(TIMEOUTS / 2);
        } finally {
            stays.cancel(false);
        }
    }

    @Test
    void theShortestTimeoutComesFirst() throws Exception {
        Future<?> stays = Timer.after(Duration.ofMinutes(10), () -> {});
        try {
            CompletableFuture<Boolean> ran = new CompletableFuture<>();
            var unused = Timer.after(Duration.ofMillis(1), () -> ran.complete(true));
            assertThat(ran.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } finally {
            stays.cancel(false);
        }
    }
}
