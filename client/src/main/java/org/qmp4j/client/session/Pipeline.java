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

/**
 * The commands of one {@code executeAll}. Enough of them are sent before earlier replies come to keep QEMU busy. One
 * thread.
 */
final class Pipeline<R> {
    private static final int MAX_RUNNING = 1000;

    /** How many replies the caller waits for before it wakes up: waking a thread costs more than a reply. */
    private static final int TOGETHER = 32;

    /** A submitted command. */
    interface Running<R> {
        /** Waits until the command has ended; {@link #value} returns the result. */
        void awaitEnd();

        /** Withdraws the command if it was not sent. */
        void withdraw();

        /** Returns the value, or throws the exception of the call. */
        R value();
    }

    private final ArrayDeque<Running<? extends R>> running = new ArrayDeque<>();
    private final int size;
    private final List<CallResult<R>> results;
    private @Nullable QmpCallException failure;

    /** No command is sent after one that was not sent, so that QEMU gets the commands without a gap. */
    private boolean stopped;

    Pipeline(int size) {
        this.size = size;
        this.results = new ArrayList<>(size);
    }

    /** Submits a command; returns false if no more commands may be submitted. */
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
                // The queue is full of earlier commands of this pipeline.
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
        // Replies come in order, so this one comes last.
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

    /**
     * Withdraws the commands that were not sent, starting with the last one, so that no withdrawn place is filled by a
     * later command.
     */
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
