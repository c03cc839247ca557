package org.qmp4j.machine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.process.ParentDeathPolicy;
import org.qmp4j.client.process.TiedProcess;
import org.qmp4j.client.spi.Deadline;

/** If a start fails, the caller gets an exception, no process is left, and the next start works. */
class StarterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(100);

    /** An argument that no other process has. */
    private final String seconds = "300." + ProcessHandle.current().pid();

    private final List<ChildProcess> children = new ArrayList<>();

    @BeforeEach
    void noStarterRuns() {
        await("the end of the starter", () -> !threads().contains("qmp4j-starter"));
    }

    @AfterEach
    void killAll() {
        children.forEach(ChildProcess::kill);
        await("the end of all children", () -> running().isEmpty());
    }

    private static void await(String what, BooleanSupplier condition) {
        Deadline deadline = Deadline.after(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(deadline.hasPassed()).as("waiting for " + what).isFalse();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    /** The kernel's list of the processes that these tests have started. */
    private List<ProcessHandle> running() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().arguments().stream()
                        .anyMatch(words -> List.of(words).contains(seconds)))
                .toList();
    }

    private ChildProcess start(ChildProcess.Means means, Duration allowed) throws IOException {
        return start(means, allowed, ParentDeathPolicy.best());
    }

    private ChildProcess start(ChildProcess.Means means, Duration allowed, ParentDeathPolicy tie) throws IOException {
        ProcessBuilder builder = ChildProcess.builder(List.of("/bin/sleep", seconds), tie);
        ChildProcess child = ChildProcess.start(
                new ChildProcess.Launching("sleep", builder, tie, 1000), Deadline.after(allowed), means);
        children.add(child);
        return child;
    }

    private ChildProcess startAsEver() throws IOException {
        return start(ChildProcess.Means.OF_THIS_JVM, PATIENCE);
    }

    private void nothingIsLeftAndTheNextStartWorks() throws IOException {
        await("the end of what was started", () -> running().isEmpty());
        await("the end of its threads", () -> threads().stream().noneMatch(name -> name.startsWith("qmp4j-")));
        assertThat(startAsEver().isAlive()).isTrue();
    }

    @Test
    void theLongestDurationIsAccepted() throws IOException {
        ChildProcess child = startAsEver();
        child.kill();
        assertThat(child.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    }

    private static ChildProcess.Means without(String thread, Error reason) {
        return new ChildProcess.Means(
                (name, work) -> {
                    if (name.equals(thread)) {
                        throw reason;
                    }
                    Threads.start(name, work);
                },
                ProcessBuilder::start);
    }

    private static ChildProcess.Means starting(TiedProcess.Starting processes) {
        return new ChildProcess.Means(Threads::start, processes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qmp4j-starter", "qmp4j-output sleep", "qmp4j-output sleep errors", "qmp4j-exit sleep"})
    void ifAThreadCannotBeStartedOnlyThatStartFails(String thread) throws IOException {
        OutOfMemoryError none = new OutOfMemoryError("unable to create native thread");

        assertThatThrownBy(() -> start(without(thread, none), PATIENCE)).isSameAs(none);

        nothingIsLeftAndTheNextStartWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qmp4j-output sleep", "qmp4j-exit sleep"})
    void theSameHoldsWithAWatcher(String thread) throws IOException {
        OutOfMemoryError none = new OutOfMemoryError("unable to create native thread");

        assertThatThrownBy(() -> start(without(thread, none), PATIENCE, ParentDeathPolicy.WATCHER))
                .isSameAs(none);

        await(
                "the end of the watcher",
                () -> ProcessHandle.current().children().findAny().isEmpty());
        nothingIsLeftAndTheNextStartWorks();
    }

    @Test
    void anErrorInAStartReachesItsCallerAndEarlierChildrenKeepRunning() throws IOException {
        ChildProcess before = startAsEver();
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");

        assertThatThrownBy(() -> start(
                        starting(builder -> {
                            throw error;
                        }),
                        PATIENCE))
                .isSameAs(error);

        assertThat(startAsEver().isAlive()).isTrue();
        assertThat(before.isAlive()).isTrue();
        assertThat(threads()).containsOnlyOnce("qmp4j-starter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARENT_DEATH_SIGNAL", "WATCHER"})
    void aProcessWhoseStartThrewIsStopped(ParentDeathPolicy tie) throws IOException {
        // The JDK starts the process, and after it the thread that waits for its end.
        OutOfMemoryError noReaper = new OutOfMemoryError("unable to create native thread");

        assertThatThrownBy(() -> start(
                        starting(builder -> {
                            builder.start();
                            throw noReaper;
                        }),
                        PATIENCE,
                        tie))
                .isSameAs(noReaper);

        nothingIsLeftAndTheNextStartWorks();
    }

    @Test
    void aStartThatDoesNotReturnTimesOutAndDoesNotDelayTheNext() throws IOException {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicReference<Process> late = new AtomicReference<>();
        TiedProcess.Starting stuck = builder -> {
            awaitUninterruptibly(answer);
            late.set(builder.start());
            return late.get();
        };
        try {
            assertThatThrownBy(() -> start(starting(stuck), SHORT))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("it has not been started within 100 ms");

            assertThat(startAsEver().isAlive()).isTrue();
        } finally {
            answer.countDown();
        }
        await("the late process", () -> late.get() != null);
        await("its end", () -> !late.get().isAlive());
        assertThat(running()).hasSize(1);
    }

    @Test
    void anInterruptEndsTheWaitForAStart() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Process> late = new AtomicReference<>();
        CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                start(
                        starting(builder -> {
                            begun.countDown();
                            awaitUninterruptibly(answer);
                            late.set(builder.start());
                            return late.get();
                        }),
                        PATIENCE);
                isInterrupted.complete(false);
            } catch (QmpInterruptedException interrupted) {
                isInterrupted.complete(Thread.currentThread().isInterrupted());
            } catch (IOException | RuntimeException failed) {
                isInterrupted.completeExceptionally(failed);
            }
        });
        caller.start();
        begun.await();
        try {
            caller.interrupt();

            assertThat(isInterrupted.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            answer.countDown();
        }
        await("the late process", () -> late.get() != null);
        nothingIsLeftAndTheNextStartWorks();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean isOpen = false;
        while (!isOpen) {
            try {
                latch.await();
                isOpen = true;
            } catch (InterruptedException ignored) {
                // Like a fork that hangs: nothing ends it.
            }
        }
    }
}
