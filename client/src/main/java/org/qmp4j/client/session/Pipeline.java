package org.qmp4j.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.CallResult;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.protocol.Outcome;

/** The commands of one {@code executeAll}: sent ahead of each other's answers, enough of them to keep QEMU busy. One thread. */
final class Pipeline<R> {
    private static final int MAX_RUNNING = 1000;

    /** How many answers the caller is woken for at once: a wake-up costs more than an answer. */
    private static final int TOGETHER = 32;

    /** A command that was handed in. */
    interface Running<R> {
        /** Waits for its end; {@link #value} tells how it ended. */
        void awaitEnd();

        /** Withdraws it if it was not sent. */
        void withdraw();

        /** What it returned, or the exception of its call. */
        R value();
    }

    private final ArrayDeque<Running<? extends R>> running = new ArrayDeque<>();
    private final int size;
    private final List<CallResult<R>> results;
    private @Nullable QmpCallException failure;

    /** No command is sent after one that was not sent, so that what QEMU gets has no gaps. */
    private boolean stopped;

    Pipeline(int size) {
        this.size = size;
        this.results = new ArrayList<>(size);
    }

    /** Hands a command in; false if no more commands are to be handed in. */
    boolean add(Supplier<Running<? extends R>> command) {
        if (running.size() == MAX_RUNNING) {
            takeSome();
        }
        while (!stopped) {
            try {
                return running.add(command.get());
            } catch (QmpBusyException full) {
                if (running.isEmpty()) {
                    refused(full);
                    return false;
                }
                // The queue is full with the commands that were handed in before.
                takeSome();
            } catch (QmpCallException refused) {
                takeAll();
                refused(refused);
                return false;
            }
        }
        return false;
    }

    private void refused(QmpCallException refused) {
        stopped = true;
        failed(refused);
    }

    private void failed(QmpCallException reason) {
        failure = failure == null ? reason : failure;
        results.add(new CallResult.Failed<>(reason));
    }

    private void takeSome() {
        int count = Math.min(TOGETHER, running.size());
        // Answers come in order, so that this one is the last of them to come.
        running.stream().skip(count - 1L).findFirst().ifPresent(Running::awaitEnd);
        if (Thread.currentThread().isInterrupted()) {
            withdrawUnsent();
        }
        for (int i = 0; i < count; i++) {
            take(running.remove());
        }
    }

    private void takeAll() {
        while (!running.isEmpty()) {
            takeSome();
        }
    }

    private void take(Running<? extends R> oldest) {
        try {
            results.add(new CallResult.Value<>(oldest.value()));
        } catch (QmpCallException failed) {
            if (stopped && failed.outcome() == Outcome.NOT_SENT) {
                results.add(new CallResult.NotSent<>());
                return;
            }
            failed(failed);
            if (failed.outcome() == Outcome.NOT_SENT || failed instanceof QmpCallInterruptedException) {
                stop();
            }
        }
    }

    private void stop() {
        if (!stopped) {
            stopped = true;
            withdrawUnsent();
        }
    }

    /** Withdraws what was not sent, from the last one on, so that none of them takes the place of another. */
    void withdrawUnsent() {
        running.descendingIterator().forEachRemaining(Running::withdraw);
    }

    /**
     * Waits for all commands and returns their values.
     *
     * @throws QmpBatchException if one failed
     */
    List<R> finish() {
        takeAll();
        if (failure == null) {
            return results.stream()
                    .map(result -> ((CallResult.Value<R>) result).value())
                    .toList();
        }
        while (results.size() < size) {
            results.add(new CallResult.NotSent<>());
        }
        throw new QmpBatchException(failure, results);
    }
}
