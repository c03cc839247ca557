package org.qmp4j.client.session;

import java.io.FileDescriptor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.message.CommandEncoder;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.thread.Threads;
import org.qmp4j.client.thread.Timer;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import tools.jackson.databind.JsonNode;

/**
 * Runs commands in a session: encodes, submits, waits, decodes. Any thread.
 *
 * <p>A blocking call waits and decodes in its caller's thread, and costs no other thread than the reader; a future is
 * completed on the callback executor.
 */
public final class Calls {
    private final String endpoint;
    private final CallTable table;
    private final Callbacks callbacks;
    private final Function<? super String, Duration> deadlines;

    Calls(String endpoint, CallTable table, Callbacks callbacks, Function<? super String, Duration> deadlines) {
        this.endpoint = endpoint;
        this.table = table;
        this.callbacks = callbacks;
        this.deadlines = deadlines;
    }

    /** What is asked of one call; no duration means the command's default. */
    public record Terms(Optional<Duration> allowed, boolean outOfBand, List<FileDescriptor> descriptors) {}

    /** Runs a command and waits for its value. */
    public <R> R execute(Command<R> command, Terms terms) {
        requireNotInterrupted(command.name());
        Deadline deadline = deadline(command.name(), terms);
        PendingCall call = call(command, terms, null);
        table.submit(call);
        return ReplyDecoder.decode(command, endpoint, await(call, deadline), deadline);
    }

    /** Submits commands ahead of their answers; the first failure is thrown once all have ended. */
    public <R> List<R> executeAll(List<? extends Command<? extends R>> commands, Terms terms) {
        requireNotInterrupted("executeAll");
        Pipeline<R> ahead = new Pipeline<>(commands.size());
        try {
            for (Command<? extends R> command : commands) {
                if (!ahead.add(() -> submitAndRun(command, terms))) {
                    break;
                }
            }
            return ahead.finish();
        } catch (RuntimeException | Error failed) {
            // Also what a command itself throws, or an answer that does not fit into memory: none may be sent after
            // that.
            ahead.withdrawUnsent();
            throw failed;
        }
    }

    /** Commands whose answers are not awaited yet: enough to keep QEMU busy. */
    private static final class Pipeline<R> {
        private static final int MOST = 1000;

        /** How many answers the caller is woken for at once: a wake-up costs more than an answer. */
        private static final int TOGETHER = 32;

        private final ArrayDeque<Running<? extends R>> running = new ArrayDeque<>();
        private final List<R> values;
        private @Nullable QmpException failure;

        /** None is sent behind one that was not, so that what QEMU gets has no gaps. */
        private boolean stopped;

        Pipeline(int size) {
            values = new ArrayList<>(size);
        }

        /** Hands a command in; false if no more are to be. */
        boolean add(Supplier<Running<? extends R>> command) {
            if (running.size() == MOST) {
                takeSome();
            }
            while (!stopped) {
                try {
                    return running.add(command.get());
                } catch (QmpBusyException full) {
                    if (running.isEmpty()) {
                        return refused(full);
                    }
                    // There are too many for as long as those run that were handed in before.
                    takeSome();
                } catch (QmpException refused) {
                    return refused(refused);
                }
            }
            return false;
        }

        private boolean refused(QmpException refused) {
            failure = failure == null ? refused : failure;
            return false;
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

        private void take(Running<? extends R> oldest) {
            try {
                values.add(oldest.value());
            } catch (QmpException failed) {
                failure = failure == null ? failed : failure;
                if (failed.outcome() == Outcome.NOT_SENT || failed instanceof QmpInterruptedException) {
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

        // From the last on, so that none of them gets the place of another.
        private void withdrawUnsent() {
            running.descendingIterator().forEachRemaining(Running::withdraw);
        }

        List<R> finish() {
            while (!running.isEmpty()) {
                takeSome();
            }
            if (failure != null) {
                throw failure;
            }
            return values;
        }
    }

    private <R> Running<R> submitAndRun(Command<R> command, Terms terms) {
        requireNotInterrupted(command.name());
        Deadline deadline = deadline(command.name(), terms);
        PendingCall call = call(command, terms, null);
        table.submit(call);
        return new Running<>(this, command, call, deadline);
    }

    private record Running<R>(Calls calls, Command<R> command, PendingCall call, Deadline deadline) {
        /** Waits; how it ended, if it did, is for {@link #value()} to tell. */
        void awaitEnd() {
            try {
                var unused = call.await(deadline);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void withdraw() {
            if (call.ending() == null) {
                calls.table.withdraw(call, new Ending.Withdrawn());
            }
        }

        R value() {
            Message.Reply reply = calls.await(call, deadline);
            // It may have waited long for those before it to be decoded.
            return ReplyDecoder.decode(command, calls.endpoint, reply, deadline.again());
        }
    }

    /** Sends a caller's own message and waits for its whole answer, an error included. */
    public JsonNode send(RawMessage message, Terms terms) {
        requireNotInterrupted(message.name());
        Deadline deadline = deadline(message.name(), terms);
        String id = table.newId();
        byte[] bytes = CommandEncoder.encodeRaw(message.name(), message::writeMembers, id);
        PendingCall call = new PendingCall(message.name(), id, message.outOfBand(), bytes, terms.descriptors(), null);
        table.submit(call);
        JsonText answer = await(call, deadline).text();
        return ReplyDecoder.decode(message.name(), endpoint, answer, deadline, message::answer);
    }

    /** Begins a command; its future ends on the callback executor. */
    public <R> CompletableFuture<R> submit(Command<R> command, Terms terms) {
        CompletableFuture<R> future = new CompletableFuture<>();
        // The call tells its end through this reference, because it must exist before there is anything to tell of.
        AtomicReference<@Nullable PendingCall> self = new AtomicReference<>();
        Deadline deadline = deadline(command.name(), terms);
        PendingCall call;
        Future<?> timer;
        try {
            call = call(command, terms, () -> {
                if (!future.isDone()) {
                    callbacks.require(() -> complete(future, command, self.get(), deadline));
                }
            });
            self.set(call);
            // Before it is sent: there may be no thread for it.
            timer = Timer.after(deadline.remaining(), () -> expire(call, deadline));
        } catch (QmpException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        try {
            table.submit(call);
        } catch (QmpException refused) {
            timer.cancel(false);
            return CompletableFuture.failedFuture(refused);
        }
        var unused = future.whenComplete((value, failure) -> {
            timer.cancel(false);
            // Only where the application ended the future itself is there still something to give up.
            var unusedEnding = table.giveUp(call, new Ending.Withdrawn(), new Ending.Withdrawn());
        });
        return future;
    }

    private <R> void complete(
            CompletableFuture<R> future, Command<R> command, @Nullable PendingCall call, Deadline deadline) {
        Ending ending = call == null ? null : call.ending();
        if (call == null || ending == null) {
            throw new IllegalStateException("a call told its end before it had one");
        }
        try {
            // The executor may have been busy with others for long.
            future.complete(ReplyDecoder.decode(command, endpoint, reply(call, ending), deadline.again()));
        } catch (RuntimeException | Error failed) {
            // An Error as well: a large answer may not fit into memory, and who waits must learn of it.
            Threads.fail(future, failed);
        }
    }

    // Timer thread.
    private void expire(PendingCall call, Deadline deadline) {
        try {
            var unused = expired(call, deadline);
        } catch (RuntimeException | Error failed) {
            // Nothing else would ever end the future.
            table.abort(failed);
        }
    }

    private PendingCall call(Command<?> command, Terms terms, @Nullable Runnable onEnding) {
        String id = table.newId();
        byte[] bytes = CommandEncoder.encode(command, id, terms.outOfBand());
        return new PendingCall(command.name(), id, terms.outOfBand(), bytes, terms.descriptors(), onEnding);
    }

    private Deadline deadline(String command, Terms terms) {
        return Deadline.after(terms.allowed().orElseGet(() -> deadlines.apply(command)));
    }

    private Message.Reply await(PendingCall call, Deadline deadline) {
        try {
            Ending ending = call.await(deadline);
            return reply(call, ending == null ? expired(call, deadline) : ending);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            // The answer may have come at the same moment: it is worth more than the interrupt, which stays to be seen.
            return reply(
                    call,
                    table.giveUp(
                            call,
                            new Ending.Interrupted(Outcome.NOT_SENT, interrupted),
                            new Ending.Interrupted(Outcome.UNKNOWN, interrupted)));
        }
    }

    private Ending expired(PendingCall call, Deadline deadline) {
        return table.giveUp(
                call, new Ending.Expired(Outcome.NOT_SENT, deadline), new Ending.Expired(Outcome.UNKNOWN, deadline));
    }

    private Message.Reply reply(PendingCall call, Ending ending) {
        if (ending instanceof Ending.Answered answered) {
            return answered.reply();
        }
        throw ((Ending.Failed) ending).exception(call, endpoint);
    }

    private void requireNotInterrupted(String name) {
        if (Thread.currentThread().isInterrupted()) {
            throw new QmpInterruptedException(
                    "'" + name + "' was not sent on " + endpoint + ": the thread was interrupted before",
                    Outcome.NOT_SENT,
                    null);
        }
    }
}
