package org.qmp4j.client.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.framing.FrameReader;
import org.qmp4j.client.framing.FramingException;
import org.qmp4j.client.message.CommandEncoder;
import org.qmp4j.client.message.MalformedMessageException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.message.MessageReader;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Transport;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.CommandTrait;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawGuestAgentCommand;

/**
 * One session with the guest agent: one command at a time, and {@code guest-sync-delimited} wherever it is not certain
 * that the next answer belongs to the next command.
 *
 * <p>Older agents do not repeat a command's id, so none is sent.
 */
public final class GuestAgentSession implements Transport.Receiver {
    /** An agent that has just been started has not heard what was sent before. */
    private static final Duration SYNC_RETRY = Duration.ofSeconds(1);

    /** How long the refusal of a command that is silent on success may take. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static final int KEPT_BYTES = 60;

    private final Transport transport;
    private final FrameReader frames;
    private final ObserverRelay observer;

    // Whoever holds the permit is alone with the agent. Fair, so that nobody's deadline is spent on queue jumpers.
    private final Semaphore turn = new Semaphore(1, true);
    // Guarded by turn.
    private boolean inSync;

    private volatile @Nullable AgentExchange current;
    private volatile @Nullable QmpDisconnectedException end;
    private final AtomicBoolean ending = new AtomicBoolean();
    // What came first, to tell a person what it is that answers there.
    private volatile byte[] firstBytes = new byte[0];

    private GuestAgentSession(Transport transport, SessionOptions options) {
        this.transport = transport;
        this.frames = new FrameReader(options.frameLimits());
        this.observer = new ObserverRelay(transport.name(), options.observer(), new Callbacks(options.callbacks()));
    }

    /** Begins a session: waits until an agent answers. The transport is closed if none does in time. */
    public static GuestAgentSession open(Transport transport, SessionOptions options, Deadline deadline) {
        GuestAgentSession session = new GuestAgentSession(transport, options);
        try {
            session.frames.skipToSentinel();
            transport.start(session);
            session.firstSync(deadline);
            session.observer.connected("guest agent");
            return session;
        } catch (RuntimeException | Error failed) {
            session.close();
            throw failed;
        }
    }

    private void firstSync(Deadline deadline) {
        try {
            sync(deadline);
        } catch (QmpTimeoutException late) {
            throw nobodyAnswered(deadline);
        } catch (QmpDisconnectedException lost) {
            throw new QmpHandshakeException("no session with the guest agent: " + lost.getMessage(), lost);
        }
    }

    private QmpConnectException nobodyAnswered(Deadline deadline) {
        byte[] heard = firstBytes;
        if (heard.length > 0) {
            return new QmpHandshakeException(
                    transport.name() + " speaks, but did not answer guest-sync-delimited within " + deadline
                            + "; is it a guest agent? It began with: "
                            + new String(heard, StandardCharsets.ISO_8859_1).strip(),
                    null);
        }
        return new QmpConnectException(
                "connected to " + transport.name() + ", but no guest agent answered within " + deadline + ": "
                        + transport
                                .explainSilence()
                                .orElse(
                                        "is qemu-ga installed and running in the guest, or is the guest still booting?"),
                null);
    }

    @Override
    public void received(byte[] buffer, int offset, int length) {
        observer.bytesReceived(length);
        if (firstBytes.length == 0) {
            firstBytes = Arrays.copyOfRange(buffer, offset, offset + Math.min(length, KEPT_BYTES));
        }
        try {
            frames.read(buffer, offset, length, this::frame);
        } catch (FramingException broken) {
            end(protocolError(broken));
        }
    }

    private void frame(byte[] json) {
        try {
            if (MessageReader.read(json) instanceof Message.Reply reply) {
                AgentExchange exchange = current;
                if (exchange == null || !exchange.offer(reply)) {
                    observer.replyDropped(reply.text());
                }
            }
        } catch (MalformedMessageException broken) {
            end(protocolError(broken));
        }
    }

    private QmpProtocolException protocolError(Exception cause) {
        return new QmpProtocolException(
                transport.name() + " does not speak as a guest agent, the connection was closed: " + cause.getMessage(),
                Outcome.UNKNOWN,
                cause);
    }

    @Override
    public void ended(@Nullable Throwable cause) {
        end(new QmpDisconnectedException(
                transport.name()
                        + (cause == null
                                ? ": the peer closed the connection"
                                : ": the connection broke: " + cause.getMessage()),
                Outcome.UNKNOWN,
                cause));
    }

    private void end(QmpDisconnectedException reason) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        end = reason;
        transport.close();
        AgentExchange exchange = current;
        if (exchange != null) {
            exchange.fail(reason);
        }
        observer.disconnected(reason.getMessage());
    }

    /** Waits until the agent answers, and skips what it says to earlier commands. */
    public void sync(Deadline deadline) {
        takeTurn("guest-sync-delimited", deadline);
        try {
            synchronise("guest-sync-delimited", deadline);
        } finally {
            turn.release();
        }
    }

    /** Runs a command and waits for its value. */
    public <R> R execute(Command<R> command, Deadline deadline) {
        byte[] message = CommandEncoder.encode(command, "", false);
        takeTurn(command.name(), deadline);
        try {
            if (!inSync) {
                synchronise(command.name(), deadline);
            }
            boolean silent = command.traits().contains(CommandTrait.SILENT_ON_SUCCESS);
            Message.Reply reply =
                    silent ? runSilent(command, message, deadline) : run(command.name(), message, deadline);
            return ReplyDecoder.decode(command, transport.name(), reply);
        } finally {
            turn.release();
        }
    }

    private Message.Reply run(String name, byte[] message, Deadline deadline) {
        AgentExchange exchange = new AgentExchange(message, reply -> true);
        PendingCall call = observed(name, message);
        Message.Reply reply = exchange(name, exchange, deadline);
        if (reply == null) {
            boolean withdrawn = transport.withdraw(exchange.outgoing());
            inSync = withdrawn;
            Outcome outcome = withdrawn ? Outcome.NOT_SENT : Outcome.UNKNOWN;
            observer.abandoned(call, outcome);
            throw new Ending.Expired(outcome, deadline).exception(call, transport.name());
        }
        observer.replied(call, reply);
        return reply;
    }

    private PendingCall observed(String name, byte[] message) {
        PendingCall call = new PendingCall(name, "", false, message, null);
        observer.sent(call);
        return call;
    }

    /**
     * Runs a command that says nothing when it succeeds. The agent takes one command after the other, so if the answer to a
     * {@code guest-sync-delimited} behind it comes, or nothing more at all, the command was not refused.
     */
    private Message.Reply runSilent(Command<?> command, byte[] message, Deadline deadline) {
        long number = syncNumber();
        // As one message: the refusal can come before the rest is sent, and somebody must be there to hear it.
        AgentExchange barrier = new AgentExchange(
                joined(message, syncCommand(number)),
                reply -> reply instanceof Message.Failure || answersSync(reply, number));
        PendingCall call = observed(command.name(), message);
        Deadline soon = Deadline.after(shorter(deadline.remaining(), SILENCE));
        Message.Reply reply = null;
        try {
            reply = exchange(command.name(), barrier, soon);
        } catch (QmpDisconnectedException gone) {
            if (gone.outcome() == Outcome.NOT_SENT || gone instanceof QmpProtocolException) {
                throw gone;
            }
            // A guest that shuts down takes its agent along: that is what was asked for.
        }
        inSync = reply instanceof Message.Success;
        if (reply == null && isOpen() && transport.withdraw(barrier.outgoing())) {
            observer.abandoned(call, Outcome.NOT_SENT);
            throw new Ending.Expired(Outcome.NOT_SENT, soon).exception(call, transport.name());
        }
        return reply instanceof Message.Failure ? reply : nothing();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Message.Reply nothing() {
        JsonText empty = JsonText.of("{}");
        return new Message.Success(null, empty, empty);
    }

    // Caller has the turn.
    private void synchronise(String name, Deadline deadline) {
        inSync = false;
        while (!inSync) {
            if (deadline.hasPassed()) {
                throw new QmpTimeoutException(
                        "'" + name + "' was not sent: no guest agent answered on " + transport.name() + " within "
                                + deadline,
                        Outcome.NOT_SENT,
                        null);
            }
            long number = syncNumber();
            frames.skipToSentinel();
            AgentExchange exchange = new AgentExchange(syncMessage(number), reply -> answersSync(reply, number));
            inSync = exchange(name, exchange, Deadline.after(shorter(deadline.remaining(), SYNC_RETRY))) != null;
            if (!inSync) {
                transport.withdraw(exchange.outgoing());
            }
        }
    }

    // Within the 53 bits that any JSON library keeps exact, and new each time: the agent may still answer an older one.
    private static long syncNumber() {
        return ThreadLocalRandom.current().nextLong(1, 1L << 53);
    }

    private static byte[] syncCommand(long number) {
        return CommandEncoder.encode(
                RawGuestAgentCommand.named("guest-sync-delimited").with("id", number), "", false);
    }

    private static byte[] syncMessage(long number) {
        byte[] command = syncCommand(number);
        byte[] message = new byte[command.length + 1];
        // Brings the agent's parser back from whatever an earlier client has left unfinished. The agent answers it with
        // an
        // error of its own, which comes before the sentinel in its answer and is skipped with everything else.
        message[0] = FrameReader.SENTINEL;
        System.arraycopy(command, 0, message, 1, command.length);
        return message;
    }

    private static boolean answersSync(Message.Reply reply, long number) {
        return reply instanceof Message.Success success
                && success.value().toString().equals(Long.toString(number));
    }

    /** Sends a message and waits; null if the deadline passes first. Caller has the turn. */
    private Message.@Nullable Reply exchange(String name, AgentExchange exchange, Deadline deadline) {
        current = exchange;
        // In this order, so that an end in between is either seen here or told to the exchange.
        QmpDisconnectedException ended = end;
        if (ended != null) {
            throw new QmpDisconnectedException(
                    "'" + name + "' was not sent: " + ended.getMessage(), Outcome.NOT_SENT, ended);
        }
        transport.send(exchange.outgoing());
        try {
            return exchange.await(deadline);
        } catch (InterruptedException interrupted) {
            inSync = false;
            throw interrupted(
                    name, transport.withdraw(exchange.outgoing()) ? Outcome.NOT_SENT : Outcome.UNKNOWN, interrupted);
        } catch (ExecutionException lost) {
            Outcome outcome = transport.withdraw(exchange.outgoing()) ? Outcome.NOT_SENT : Outcome.UNKNOWN;
            Throwable reason = lost.getCause() == null ? lost : lost.getCause();
            String message = "no reply to '" + name + "': " + reason.getMessage();
            throw reason instanceof QmpProtocolException
                    ? new QmpProtocolException(message, outcome, reason)
                    : new QmpDisconnectedException(message, outcome, reason);
        } finally {
            current = null;
        }
    }

    private void takeTurn(String name, Deadline deadline) {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!turn.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                throw new QmpTimeoutException(
                        "'" + name + "' was not sent on " + transport.name() + " within " + deadline
                                + ": the agent is busy with an earlier command",
                        Outcome.NOT_SENT,
                        null);
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(name, Outcome.NOT_SENT, interrupted);
        }
    }

    private QmpInterruptedException interrupted(String name, Outcome outcome, InterruptedException cause) {
        Thread.currentThread().interrupt();
        String state = outcome == Outcome.NOT_SENT ? "; it was not sent" : "; it may still run";
        return new QmpInterruptedException(
                "interrupted while running '" + name + "' on " + transport.name() + state, outcome, cause);
    }

    /** Where this is connected to. */
    public String endpoint() {
        return transport.name();
    }

    /** Whether the connection stands. */
    public boolean isOpen() {
        return end == null;
    }

    /** Ends the session and whatever waits on it. Returns at once. Idempotent. */
    public void close() {
        end(new QmpDisconnectedException(
                "this program closed the connection to " + transport.name(), Outcome.UNKNOWN, null));
    }
}
