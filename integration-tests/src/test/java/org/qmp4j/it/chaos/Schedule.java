package org.qmp4j.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.fake.FakeHost;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** One random program, run once. */
final class Schedule {
    /** Far more than the longest timeout in it: only a call that hangs takes so long. */
    private static final long WATCHDOG_SECONDS = 120;

    private final long seed;
    private final List<List<Step>> program;
    private final boolean calm;
    private final boolean countable;
    private final Wire wire = new Wire();
    private final Collection<CallResult> results = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock; null where a worker does not work. */
    private final @Nullable Thread[] workers;

    Schedule(long seed) {
        this.seed = seed;
        this.program = Step.program(seed);
        this.calm = program.stream().flatMap(List::stream).noneMatch(Step::isDisturbing);
        this.countable = program.stream().flatMap(List::stream).noneMatch(Step::losesAnAnswer);
        this.workers = new Thread[program.size()];
    }

    /**
     * Runs it.
     *
     * @throws AssertionError if a rule did not hold; the message says how to run the schedule again
     */
    void run(FakeHost host, Executor threads) throws Exception {
        try (FakeSide fake = new FakeSide(host)) {
            int sessions;
            try (ClientSide client = new ClientSide(fake.endpoint(), calm, seed % 2 == 0, wire)) {
                List<CompletableFuture<Void>> running = new ArrayList<>();
                for (int i = 0; i < program.size(); i++) {
                    int worker = i;
                    running.add(CompletableFuture.runAsync(() -> work(worker, client, fake), threads));
                }
                CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                        .get(WATCHDOG_SECONDS, TimeUnit.SECONDS);
                sessions = client.sessions();
            }
            wire.awaitAll(sessions);
            List<String> ran = fake.ran();
            assertThat(ran).as("no command has run twice").doesNotHaveDuplicates();
            results.forEach(one -> one.judge(ran, wire, calm, countable));
        } catch (AssertionError | ExecutionException | TimeoutException failed) {
            throw new AssertionError(this + " failed: " + failed.getMessage(), failed);
        }
    }

    private void work(int worker, ClientSide client, FakeSide fake) {
        List<CompletableFuture<Void>> later = new ArrayList<>();
        set(worker, Thread.currentThread());
        try {
            for (Step step : program.get(worker)) {
                run(step, client, fake, later);
                // An interrupt of this step must not affect the next one.
                Thread.interrupted();
            }
        } finally {
            set(worker, null);
            Thread.interrupted();
        }
        CompletableFuture.allOf(later.toArray(CompletableFuture[]::new)).join();
    }

    private void set(int worker, @Nullable Thread thread) {
        lock.lock();
        try {
            workers[worker] = thread;
        } finally {
            lock.unlock();
        }
    }

    private void interrupt(int worker) {
        lock.lock();
        try {
            Thread thread = workers[worker];
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(Step step, ClientSide client, FakeSide fake, List<CompletableFuture<Void>> later) {
        if (step instanceof Step.Call call) {
            QmpClient connected = client.client();
            if (connected != null) {
                call(call, connected, later);
            }
        } else if (step instanceof Step.Interrupt interrupt) {
            interrupt(interrupt.worker());
        } else if (step instanceof Step.Inject inject) {
            fake.fake().inject(inject.fault());
        } else if (step instanceof Step.Burst burst) {
            fake.burst(burst.events());
        } else if (step instanceof Step.Reconnect) {
            client.reconnect();
        } else {
            fake.fake().disconnect();
        }
    }

    private void call(Step.Call call, QmpClient client, List<CompletableFuture<Void>> later) {
        boolean outOfBand = call.outOfBand() && client.isOutOfBandEnabled();
        RawCommand command = outOfBand
                ? RawCommand.named("migrate-recover").with("uri", call.text())
                : RawCommand.named("human-monitor-command").with("command-line", call.text());
        CallOptions options =
                outOfBand ? CallOptions.outOfBand().withTimeout(call.deadline()) : CallOptions.timeout(call.deadline());
        long began = System.nanoTime();
        try {
            if (call.kind() == Step.CallKind.EXECUTE) {
                addResult(call, began, client.execute(command, options), null);
                return;
            }
            CompletableFuture<JsonNode> future = client.submit(command, options);
            later.add(future.handle((value, failure) -> {
                addResult(call, began, value, failure);
                return null;
            }));
            if (call.kind() == Step.CallKind.SUBMIT_AND_CANCEL) {
                future.cancel(true);
            }
        } catch (QmpException failed) {
            addResult(call, began, null, failed);
        }
    }

    private void addResult(Step.Call call, long began, @Nullable JsonNode value, @Nullable Throwable failure) {
        Throwable reason = failure != null && failure.getCause() != null && !(failure instanceof QmpException)
                ? failure.getCause()
                : failure;
        if (reason == null || reason instanceof QmpCallException) {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            results.add(new CallResult(
                    call, took, Optional.ofNullable(value), Optional.ofNullable((QmpCallException) reason)));
        } else if (!(reason instanceof CancellationException)) {
            throw new AssertionError("a call failed with an exception that is not a QmpCallException", reason);
        }
    }

    @Override
    public String toString() {
        return "schedule " + seed + " (again: scripts/chaos --mutations 0 --schedules 1 --seed " + seed + "), "
                + program;
    }
}
