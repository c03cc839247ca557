package org.qmp4j.client.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.message.CommandEncoder;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.thread.Threads;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import tools.jackson.databind.JsonNode;

/**
 * Runs commands in a session: encodes, submits, waits, decodes. Any thread.
 *
 * <p>A blocking call waits and decodes in the thread of its caller, and uses only the reader thread besides. A future
 * is completed on the callback executor.
 */
public final class Calls {
    private final String endpoint;
    private final CallTable table;
    private final Callbacks callbacks;
    private final ConnectOptions connection;
    private final CallCheck check;

    Calls(CallTable table, Callbacks callbacks, ConnectOptions connection, CallCheck check) {
        this.endpoint = check.endpoint();
        this.table = table;
        this.callbacks = callbacks;
        this.connection = connection;
        this.check = check;
    }

    /** Runs a command and waits for its value. */
    public <R> R execute(Command<R> command, CallOptions options) {
        check.require(command.name(), options);
        requireNotInterrupted(command.name());
        CallLimit limit = limit(command.name(), options);
        PendingCall call = call(command, options, null);
        table.submit(call);
        Message.Reply reply = await(call, limit);
        return ReplyDecoder.decode(command, endpoint, reply, limit.remaining());
    }

    /** Sends commands without waiting for the replies in between, and then waits for all replies. */
    public <R> List<R> executeAll(List<? extends Command<? extends R>> commands, CallOptions options) {
        if (!options.descriptors().isEmpty()) {
            throw new IllegalArgumentException("descriptors belong to one command, not to several: use execute");
        }
        check.require("executeAll", options);
        requireNotInterrupted("executeAll");
        Pipeline<R> pipeline = new Pipeline<>(commands.size());
        try {
            for (Command<? extends R> command : commands) {
                if (!pipeline.add(() -> submitAndRun(command, options))) {
                    break;
                }
            }
            return pipeline.finish();
        } catch (QmpBatchException failed) {
            throw failed;
        } catch (RuntimeException | Error failed) {
            // A writeArguments method threw, or a reply does not fit into memory: no more commands may be sent.
            pipeline.withdrawUnsent();
            throw failed;
        }
    }

    private <R> Pipeline.Running<R> submitAndRun(Command<R> command, CallOptions options) {
        requireNotInterrupted(command.name());
        CallLimit limit = limit(command.name(), options);
        PendingCall call = call(command, options, null);
        table.submit(call);
        return new Running<>(this, command, call, limit);
    }

    private record Running<R>(Calls calls, Command<R> command, PendingCall call, CallLimit limit)
            implements Pipeline.Running<R> {
        @Override
        public void awaitEnd() {
            try {
                var unused = call.await(limit.nextCheckNanos());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void withdraw() {
            if (call.ending() == null) {
                calls.table.withdraw(call, new Ending.Withdrawn());
            }
        }

        @Override
        public R value() {
            Message.Reply reply = calls.await(call, limit);
            // The reply may have waited long until earlier replies were decoded.
            return ReplyDecoder.decode(command, calls.endpoint, reply, limit.decoding());
        }
    }

    /** Sends a message of the caller's own and waits for its whole reply, which may be an error. */
    public JsonNode send(JsonNode json, CallOptions chosen) {
        RawMessage message = RawMessage.of(json);
        CallOptions options = message.outOfBand() ? chosen.withOutOfBand() : chosen;
        check.require(message.name(), options);
        requireNotInterrupted(message.name());
        CallLimit limit = limit(message.name(), options);
        String id = table.newId();
        byte[] bytes = CommandEncoder.encodeRaw(message.name(), message::writeMembers, id);
        PendingCall call = new PendingCall(message.name(), id, message.outOfBand(), bytes, options.descriptors(), null);
        table.submit(call);
        JsonText answer = await(call, limit).text();
        return ReplyDecoder.decode(message.name(), endpoint, answer, limit.remaining(), message::answer);
    }

    /** Begins a command; its future is completed on the callback executor. */
    public <R> CompletableFuture<R> submit(Command<R> command, CallOptions options) {
        CompletableFuture<R> future = new CompletableFuture<>();
        // The call reports its end through this reference, because the callback is made before the call.
        AtomicReference<@Nullable PendingCall> self = new AtomicReference<>();
        CallLimit limit = limit(command.name(), options);
        PendingCall call;
        CallTimer timer;
        try {
            check.require(command.name(), options);
            call = call(command, options, () -> {
                if (!future.isDone()) {
                    callbacks.require(() -> complete(future, command, self.get(), limit.decoding()));
                }
            });
            self.set(call);
            // Before the call is sent: the timer may fail because there is no thread.
            timer = new CallTimer(call, limit, table);
        } catch (QmpCallException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        try {
            table.submit(call);
        } catch (QmpCallException refused) {
            timer.cancel();
            return CompletableFuture.failedFuture(refused);
        }
        var unused = future.whenComplete((value, failure) -> {
            timer.cancel();
            // Does something only if the application completed or cancelled the future itself.
            var unusedEnding = table.giveUp(call, new Ending.Withdrawn(), new Ending.Withdrawn());
        });
        return future;
    }

    private <R> void complete(
            CompletableFuture<R> future, Command<R> command, @Nullable PendingCall call, Deadline decoding) {
        Ending ending = call == null ? null : call.ending();
        if (call == null || ending == null) {
            throw new IllegalStateException("a call reported its end before it had one");
        }
        try {
            // The executor may have been busy with other tasks for long.
            future.complete(ReplyDecoder.decode(command, endpoint, reply(call, ending), decoding));
        } catch (RuntimeException | Error failed) {
            // An Error too: a large reply may not fit into memory, and the waiting thread must get that error.
            Threads.fail(future, failed);
        }
    }

    private PendingCall call(Command<?> command, CallOptions options, @Nullable Runnable onEnding) {
        String id = table.newId();
        byte[] bytes = CommandEncoder.encode(command, id, options.isOutOfBand());
        return new PendingCall(command.name(), id, options.isOutOfBand(), bytes, options.descriptors(), onEnding);
    }

    private CallLimit limit(String command, CallOptions options) {
        return options.timeout().isPresent()
                ? CallLimit.total(options.timeout().get())
                : CallLimit.fromSending(connection.defaultTimeouts().of(command), connection.maxQueueTime());
    }

    private Message.Reply await(PendingCall call, CallLimit limit) {
        try {
            Ending ending = call.await(limit.nextCheckNanos());
            while (ending == null) {
                ending = limit.check(call, table);
                ending = ending == null ? call.await(limit.nextCheckNanos()) : ending;
            }
            return reply(call, ending);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            // If the reply came at the same moment, it is returned. The interrupt flag stays set.
            return reply(
                    call,
                    table.giveUp(
                            call,
                            new Ending.Interrupted(Outcome.NOT_SENT, interrupted),
                            new Ending.Interrupted(Outcome.UNKNOWN, interrupted)));
        }
    }

    private Message.Reply reply(PendingCall call, Ending ending) {
        if (ending instanceof Ending.Answered answered) {
            return answered.reply();
        }
        throw ((Ending.Failed) ending).exception(call.label(endpoint));
    }

    private void requireNotInterrupted(String name) {
        if (Thread.currentThread().isInterrupted()) {
            throw new QmpCallInterruptedException(
                    "'" + name + "' was not sent on " + endpoint + ": the thread was interrupted before",
                    new FailedCall(name, endpoint, Outcome.NOT_SENT),
                    null);
        }
    }
}
