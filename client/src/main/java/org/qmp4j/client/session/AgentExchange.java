package org.qmp4j.client.session;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;

/** One message to the agent, and the first reply that belongs to it. */
final class AgentExchange {
    private final Predicate<? super Message.Reply> isAnswer;
    private final CompletableFuture<Message.Reply> answer = new CompletableFuture<>();
    private final OutgoingMessage outgoing;
    private final boolean hasCommand;
    private volatile Ending.@Nullable Undelivered undelivered;

    private AgentExchange(byte[] message, Predicate<? super Message.Reply> isAnswer, boolean hasCommand) {
        this.outgoing = new OutgoingMessage(message);
        this.isAnswer = isAnswer;
        this.hasCommand = hasCommand;
    }

    /** A command. */
    static AgentExchange of(byte[] message, Predicate<? super Message.Reply> isAnswer) {
        return new AgentExchange(message, isAnswer, true);
    }

    /** A synchronisation: requested by the caller, or needed before the named command. */
    static AgentExchange sync(String name) {
        AgentSync sync = AgentSync.next();
        return new AgentExchange(sync.message(), sync::answeredBy, name.equals(AgentSync.NAME));
    }

    OutgoingMessage outgoing() {
        return outgoing;
    }

    /** Whether the message contains the command itself, and not only a synchronisation before it. */
    boolean hasCommand() {
        return hasCommand;
    }

    /** Offers a reply of the agent; returns false if it belongs to an earlier exchange. Reader thread only. */
    boolean offer(Message.Reply reply) {
        return isAnswer.test(reply) && answer.complete(reply);
    }

    /** The connection ended. */
    void fail(Throwable reason) {
        answer.completeExceptionally(reason);
    }

    /** The transport could not deliver the message, or lost its reply. */
    void fail(Ending.Undelivered reason) {
        undelivered = reason;
        fail(new IOException(reason.reason()));
    }

    /** Why the message or its reply was not delivered; null if it was, or if the connection ended. */
    Ending.@Nullable Undelivered undelivered() {
        return undelivered;
    }

    /** Waits for the answer; null if the deadline passes first. */
    Message.@Nullable Reply await(Deadline deadline) throws InterruptedException, ExecutionException {
        try {
            return answer.get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return null;
        }
    }
}
