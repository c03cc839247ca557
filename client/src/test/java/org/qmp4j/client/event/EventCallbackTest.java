package org.qmp4j.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.RawCommand;

/** Events that are delivered to a callback. */
class EventCallbackTest {
    private static final EventType<Integer> NUMBER =
            EventType.of("N", event -> event.data().get("n").intValue());

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final EventSubscription<Integer> numbers = client.events(NUMBER);
    private final ExecutorService executor = Executors.newFixedThreadPool(3, work -> new Thread(work, "test-executor"));
    private final List<Integer> seen = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

    @AfterEach
    void end() {
        executor.shutdownNow();
        talk.close();
    }

    private void send(int first, int last) {
        StringBuilder events = new StringBuilder();
        for (int n = first; n <= last; n++) {
            events.append("{\"event\": \"N\", \"data\": {\"n\": ").append(n).append("}}\n");
        }
        talk.peer().send(events.toString());
    }

    private void awaitSeen(int count) {
        Await.until("the callback has seen " + count, () -> seen.size() >= count);
    }

    private void remember(int n) {
        threads.add(Thread.currentThread());
        seen.add(n);
    }

    @Test
    void aCallbackGetsEveryEventInOrderOnAnExecutorWithManyThreads() {
        numbers.onEvent(executor, this::remember);
        for (int n = 0; n < 5000; n += 100) {
            send(n, n + 99);
        }
        awaitSeen(5000);
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, 5000).boxed().toList());
    }

    @Test
    void aCallbackNeverRunsConcurrentlyWithItself() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        numbers.onEvent(executor, n -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            LockSupport.parkNanos(1000);
            running.decrementAndGet();
            seen.add(n);
        });
        for (int n = 1; n <= 300; n++) {
            send(n, n);
        }
        awaitSeen(300);
        assertThat(most).hasValue(1);
    }

    @Test
    void aCallbackAlsoGetsTheEventsThatCameBeforeIt() {
        send(1, 3);
        talk.assertWorks();
        numbers.onEvent(executor, this::remember);
        awaitSeen(3);
        send(4, 4);
        awaitSeen(4);
        assertThat(seen).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aCallbackRunsOnItsExecutor() throws InterruptedException {
        numbers.onEvent(executor, this::remember);
        send(1, 1);
        assertThat(threads.poll(20, TimeUnit.SECONDS).getName()).isEqualTo("test-executor");
    }

    @Test
    void aSingleThreadedExecutorHandlesMoreEventsThanOneBatch() {
        ExecutorService single = Executors.newSingleThreadExecutor(work -> new Thread(work, "test-single"));
        try {
            for (int n = 0; n < 3500; n += 100) {
                send(n, n + 99);
            }
            talk.assertWorks();
            numbers.onEvent(single, this::remember);
            awaitSeen(3500);
            assertThat(threads).extracting(Thread::getName).containsOnly("test-single");
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void anExecutorThatRunsTasksOnTheCallingThreadIsReplaced() throws InterruptedException {
        numbers.onEvent(Runnable::run, this::remember);
        send(1, 1);
        assertThat(threads.poll(20, TimeUnit.SECONDS).getName()).isEqualTo("qmp4j-callback");
        talk.assertWorks();
    }

    @Test
    void aRejectedTaskLosesNoEvent() {
        Executor refusing = task -> {
            throw new RejectedExecutionException("shut down");
        };
        numbers.onEvent(refusing, this::remember);
        send(1, 3);
        awaitSeen(3);
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(threads).allMatch(thread -> thread.getName().equals("qmp4j-callback"));
        talk.assertWorks();
    }

    @Test
    void anExecutorThatThrowsLosesNoEventAndAffectsNothingElse() {
        Executor broken = task -> {
            throw new IllegalStateException("broken");
        };
        EventSubscription<Integer> other = client.events(NUMBER);
        numbers.onEvent(broken, this::remember);
        send(1, 3);
        awaitSeen(3);
        talk.assertWorks();
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(other.drain()).containsExactly(1, 2, 3);
    }

    @Test
    void aCallbackThatBlocksDelaysNothingElse() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        EventSubscription<Integer> other = client.events(NUMBER);
        numbers.onEvent(executor, n -> {
            awaitQuietly(release);
            remember(n);
        });
        send(1, 2);
        talk.assertWorks();
        assertThat(other.drain()).containsExactly(1, 2);
        assertThat(seen).isEmpty();
        release.countDown();
        awaitSeen(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("never released");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    static List<Throwable> whatACallbackMayThrow() {
        List<Throwable> all = List.of(
                new IllegalStateException("thrown on purpose"),
                new AssertionError("thrown on purpose"),
                new Exception("thrown on purpose, and not declared"));
        // They are logged, in a short form.
        all.forEach(thrown -> thrown.setStackTrace(new StackTraceElement[0]));
        return all;
    }

    @ParameterizedTest
    @MethodSource("whatACallbackMayThrow")
    void aCallbackThatThrowsGetsTheNextEventAllTheSame(Throwable thrown) {
        numbers.onEvent(executor, n -> {
            remember(n);
            if (n == 2) {
                EventCallbackTest.<RuntimeException>throwAny(thrown);
            }
        });
        send(1, 3);
        awaitSeen(3);
        send(4, 4);
        awaitSeen(4);
        assertThat(seen).containsExactly(1, 2, 3, 4);
    }

    private static <X extends Throwable> void throwAny(Throwable thrown) throws X {
        @SuppressWarnings("unchecked")
        X unchecked = (X) thrown;
        throw unchecked;
    }

    /** A callback that throws an exception which cannot be logged. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public void printStackTrace(PrintWriter out) {
            throw new AssertionError("thrown on purpose");
        }
    }

    @Test
    void aCallbackGetsTheNextEventEvenIfItsExceptionCannotBeLogged() {
        numbers.onEvent(executor, n -> {
            remember(n);
            if (n == 2) {
                throw new Unprintable();
            }
        });
        send(1, 3);
        awaitSeen(3);
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void anUnreadableEventIsSkipped() {
        numbers.onEvent(executor, this::remember);
        send(1, 1);
        talk.peer().sendLine("{\"event\": \"N\", \"data\": {\"n\": \"many\"}}");
        send(3, 3);
        awaitSeen(2);
        assertThat(seen).containsExactly(1, 3);
    }

    @Test
    void aCallbackCanRunCommands() {
        numbers.onEvent(
                executor,
                n -> seen.add(
                        client.execute(RawCommand.named("ask").with("n", n)).intValue()));
        send(1, 1);
        talk.peer().answer(talk.peer().idOfNext("ask"), "101");
        awaitSeen(1);
        assertThat(seen).containsExactly(101);
    }

    @Test
    void aCallbackCanCloseTheClient() {
        numbers.onEvent(executor, n -> {
            client.close();
            remember(n);
        });
        send(1, 1);
        talk.peer().awaitEnd();
        awaitSeen(1);
        assertThat(client.isOpen()).isFalse();
        assertThat(client.closeReason().orElseThrow().byThisProgram()).isTrue();
    }

    @Test
    void aCallbackCanCloseItsSubscription() {
        numbers.onEvent(executor, n -> {
            remember(n);
            numbers.close();
        });
        send(1, 1);
        Await.until("the subscription is closed", () -> !numbers.isOpen());
        send(2, 2);
        talk.assertWorks();
        assertThat(seen).containsExactly(1);
    }

    @Test
    void queuedEventsAreDeliveredAfterTheSubscriptionIsClosed() throws InterruptedException {
        closeWithThreeInTheQueue();
        assertThat(seen).containsExactly(1, 2, 3, 4);
    }

    @Test
    void closeAndClearDiscardQueuedEvents() throws InterruptedException {
        closeWithThreeInTheQueue(() -> assertThat(numbers.clear()).isEqualTo(3));
        assertThat(seen).containsExactly(1);
    }

    private void closeWithThreeInTheQueue(Runnable... more) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService single = Executors.newSingleThreadExecutor();
        numbers.onEvent(single, n -> {
            entered.countDown();
            awaitQuietly(release);
            remember(n);
        });
        send(1, 4);
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        talk.assertWorks();
        numbers.close();
        List.of(more).forEach(Runnable::run);
        release.countDown();
        // It waits for the running task.
        single.shutdown();
        assertThat(single.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void queuedEventsAreDeliveredAfterTheConnectionEnds() {
        CountDownLatch release = new CountDownLatch(1);
        numbers.onEvent(executor, n -> {
            awaitQuietly(release);
            remember(n);
        });
        send(1, 3);
        talk.peer().close();
        Await.until("the client has seen the end", () -> !client.isOpen());
        release.countDown();
        awaitSeen(3);
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void aSecondCallbackIsRejected() {
        numbers.onEvent(executor, this::remember);
        assertThatThrownBy(() -> numbers.onEvent(executor, n -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("N on unix:/");
    }
}
