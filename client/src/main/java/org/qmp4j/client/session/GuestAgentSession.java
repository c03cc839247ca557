package org.qmp4j.client.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpDeliveryException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.framing.FrameReader;
import org.qmp4j.client.framing.FrameSink;
import org.qmp4j.client.framing.FramingException;
import org.qmp4j.client.framing.MessageBudget;
import org.qmp4j.client.message.CommandEncoder;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.observer.ClientStatistics.Counter;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.CommandTrait;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;

/**
 * One session with the guest agent. It runs one command at a time, and sends {@code guest-sync-delimited} first
 * whenever it is not certain that the next reply belongs to the next command.
 *
 * <p>Commands are sent without an id, because older agents do not repeat it.
 */
public final class GuestAgentSession implements SessionState, Transport.Receiver {
    /** After this time the synchronisation is repeated: an agent that has just started did not get the first one. */
    private static final Duration SYNC_RETRY = Duration.ofSeconds(1);

    /**
     * The interval doubles up to this limit: a slow agent needs time, and only the reply to the last attempt counts.
     */
    private static final Duration SYNC_RETRY_AT_MOST = Duration.ofSeconds(16);

    /** How long to wait for an error reply to a command that does not answer on success. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Transport transport;
    private final FrameReader frames;
    private final FrameSink messages;
    private final AgentMessageLimits limits;
    private final Callbacks callbacks;
    private final Counters counters = new Counters();
    private final ClosedFuture closed;
    private final ObserverRelay observer;

    private final AgentTurn turn;
    // Guarded by turn.
    private boolean inSync;

    private final SessionLife life;
    private final AgentExchanges exchanges;
    private final FirstBytes firstBytes = new FirstBytes();

    private GuestAgentSession(Transport transport, ConnectOptions options) {
        this.transport = transport;
        this.turn = new AgentTurn(transport.name());
        this.limits = AgentMessageLimits.of(options);
        this.callbacks = new Callbacks(options.callbackExecutor());
        this.closed = new ClosedFuture(callbacks);
        this.observer = new ObserverRelay(transport.name(), options.observer(), callbacks);
        SessionLife ending = new SessionLife(transport, this::closingSteps);
        this.life = ending;
        this.exchanges = new AgentExchanges(transport, ending, turn);
        this.frames = new FrameReader(
                limits.frameLimits(),
                MessageBudget.ofJvm().open(reason -> ending.end(() -> limitError(reason), false)));
        this.messages = new MessageSink(this::dispatch, broken -> ending.endByReader(protocolError(broken)));
    }

    /** Begins a session: waits until an agent answers. The connection is closed if none does in time. */
    public static GuestAgentSession open(Connection connection, ConnectOptions options, Deadline deadline) {
        Transport transport = connection.transport();
        GuestAgentSession session = null;
        try {
            session = new GuestAgentSession(transport, options);
            session.frames.skipToSentinel();
            transport.start(session);
            session.firstSync(connection, deadline);
            session.observer.connected("guest agent");
            return session;
        } catch (RuntimeException | Error failed) {
            if (session == null) {
                transport.close();
            } else {
                session.close();
            }
            throw failed;
        }
    }

    private void firstSync(Connection connection, Deadline deadline) {
        try {
            sync(deadline);
        } catch (QmpTimeoutException late) {
            throw firstBytes.noAnswer(connection, deadline);
        } catch (QmpCallInterruptedException interrupted) {
            throw new QmpInterruptedException("interrupted while connecting to " + transport.name(), interrupted);
        } catch (QmpDisconnectedException | QmpDeliveryException lost) {
            throw new QmpHandshakeException("no session with the guest agent: " + lost.getMessage(), lost);
        }
    }

    @Override
    public void received(byte[] buffer, int offset, int length) {
        observer.bytesReceived(length);
        try {
            firstBytes.requireGuestAgent(buffer, offset, length);
            frames.read(buffer, offset, length, messages);
        } catch (FramingException broken) {
            life.endByReader(protocolError(broken));
        }
    }

    private void dispatch(Message message) {
        if (message instanceof Message.Reply reply && !exchanges.offer(reply)) {
            counters.increment(Counter.FOREIGN_REPLIES);
            observer.noteReplyDropped(reply.text());
            observer.wake();
        }
    }

    private ConnectionEnd protocolError(Exception cause) {
        return SessionEnding.protocolError(
                transport.name() + " does not speak as a guest agent, the connection was closed: " + cause.getMessage(),
                cause);
    }

    private ConnectionEnd limitError(String reason) {
        return SessionEnding.protocolError(transport.name() + ": the connection was closed: " + reason, null);
    }

    @Override
    public void failed(OutgoingMessage message, Outcome outcome, String reason) {
        exchanges.failed(message, outcome, reason);
    }

    @Override
    public void ended(@Nullable Throwable cause) {
        life.endByReader(SessionEnding.byAgent(transport.name(), cause));
    }

    private ClosingSteps closingSteps(ConnectionEnd reason, boolean byThisProgram) {
        CloseReason last = reason.toApplication(Optional.empty(), byThisProgram);
        return new ClosingSteps(
                frames::close,
                () -> exchanges.end(reason),
                () -> observer.noteDisconnected(reason.message()),
                observer::require,
                () -> closed.complete(last),
                transport::close);
    }

    /** Waits until the agent answers, and skips late answers to earlier commands. */
    public void sync(Deadline deadline) {
        turn.take(AgentSync.NAME, deadline);
        try {
            synchronise(AgentSync.NAME, deadline);
        } finally {
            turn.release();
        }
    }

    /** Runs a command and waits for its value. */
    public <R> R execute(Command<R> command, Deadline deadline) {
        return ReplyDecoder.decode(command, transport.name(), reply(command, deadline), deadline);
    }

    private Message.Reply reply(Command<?> command, Deadline deadline) {
        byte[] message = CommandEncoder.encode(command, "", false);
        turn.take(command.name(), deadline);
        try {
            boolean silent = command.traits().contains(CommandTrait.SILENT_ON_SUCCESS);
            // In a paused guest the agent does not read, and is silent too. So it must first show that it answers.
            if (silent || !inSync) {
                synchronise(command.name(), deadline);
            }
            exchanges.requireOpen(command.name());
            return silent ? runSilent(command, message, deadline) : run(command.name(), message, deadline);
        } finally {
            turn.release();
        }
    }

    private Message.Reply run(String name, byte[] message, Deadline deadline) {
        AgentExchange exchange = AgentExchange.of(message, reply -> true);
        PendingCall call = observed(name, message);
        frames.limit(limits.of(name));
        Message.Reply reply = exchangeObserved(call, exchange, deadline);
        if (reply == null) {
            Outcome outcome = exchanges.withdraw(exchange);
            inSync = outcome == Outcome.NOT_SENT;
            // The limit stays as it is: the reply may still come, and must not close the connection.
            throw expired(call, outcome, deadline);
        }
        inSync = true;
        frames.limit(limits.usual());
        counters.increment(Counter.REPLIES_RECEIVED);
        observer.noteReplied(call, reply);
        observer.wake();
        return reply;
    }

    private Message.@Nullable Reply exchangeObserved(PendingCall call, AgentExchange exchange, Deadline deadline) {
        try {
            return exchange(call.name(), exchange, deadline);
        } catch (QmpCallInterruptedException | QmpDeliveryException given) {
            observer.noteAbandoned(call, given.outcome());
            observer.wake();
            throw given;
        }
    }

    private QmpCallException expired(PendingCall call, Outcome outcome, Deadline deadline) {
        observer.noteAbandoned(call, outcome);
        observer.wake();
        return new Ending.Expired(outcome, deadline.toString()).exception(exchanges.label(call.name()));
    }

    private PendingCall observed(String name, byte[] message) {
        PendingCall call = new PendingCall(name, "", false, message, List.of(), null);
        counters.increment(Counter.COMMANDS_SENT);
        observer.noteSent(call);
        observer.wake();
        return call;
    }

    /**
     * Runs a command that does not answer on success, followed by {@code guest-sync-delimited}. The agent runs one
     * command after the other. So the command was accepted if the reply to the synchronisation comes, or no reply at
     * all.
     */
    private Message.Reply runSilent(Command<?> command, byte[] message, Deadline deadline) {
        PendingCall call = observed(command.name(), message);
        AgentSync sync = AgentSync.next();
        // As one message: the error can come before the rest is sent, and the exchange must exist by then.
        AgentExchange barrier = AgentExchange.of(
                sync.after(message), reply -> reply instanceof Message.Failure || sync.answeredBy(reply));
        Deadline soon = Deadline.after(shorter(deadline.remaining(), SILENCE));
        Message.Reply reply = awaitRefusal(call, barrier, soon);
        inSync = reply instanceof Message.Success;
        if (reply == null && exchanges.withdraw(barrier) == Outcome.NOT_SENT) {
            throw expired(call, Outcome.NOT_SENT, soon);
        }
        if (reply instanceof Message.Failure) {
            counters.increment(Counter.REPLIES_RECEIVED);
            observer.noteReplied(call, reply);
            observer.wake();
            return reply;
        }
        JsonText empty = JsonText.of("{}");
        return new Message.Success(null, empty, empty);
    }

    private Message.@Nullable Reply awaitRefusal(PendingCall call, AgentExchange barrier, Deadline deadline) {
        try {
            return exchangeObserved(call, barrier, deadline);
        } catch (QmpDisconnectedException gone) {
            if (gone.outcome() == Outcome.NOT_SENT || gone instanceof QmpProtocolException || endedByThisProgram()) {
                throw gone;
            }
            // A guest that shuts down stops its agent: the command has succeeded.
            return null;
        }
    }

    private boolean endedByThisProgram() {
        SessionLife.End ended = life.end();
        return ended != null && ended.byThisProgram();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    // Caller has the turn.
    private void synchronise(String name, Deadline deadline) {
        inSync = false;
        Duration patience = SYNC_RETRY;
        while (!inSync) {
            if (deadline.hasPassed()) {
                throw new QmpTimeoutException(
                        "'" + name + "' was not sent: no guest agent answered on " + transport.name() + " within "
                                + deadline,
                        exchanges.label(name).failed(Outcome.NOT_SENT),
                        null);
            }
            frames.skipToSentinel();
            frames.limit(limits.usual());
            AgentExchange exchange = AgentExchange.sync(name);
            Deadline soon = Deadline.after(shorter(deadline.remaining(), patience));
            inSync = exchange(name, exchange, soon) != null;
            if (!inSync) {
                transport.withdraw(exchange.outgoing());
                patience = shorter(patience.multipliedBy(2), SYNC_RETRY_AT_MOST);
            }
        }
    }

    // Caller has the turn, and says afterwards whether the session is in sync.
    private Message.@Nullable Reply exchange(String name, AgentExchange exchange, Deadline deadline) {
        inSync = false;
        return exchanges.run(name, exchange, deadline);
    }

    /**
     * Checks that a command can still be sent.
     *
     * @throws QmpDisconnectedException if the connection has ended
     */
    public void requireOpen(String name) {
        exchanges.requireOpen(name);
    }

    /** The exception for a command that did not get its turn before the deadline. */
    public QmpTimeoutException busy(String name, Deadline deadline) {
        return turn.busy(name, deadline);
    }

    /** Runs application code on the callback executor; returns false if there is no thread for it. */
    public boolean callBack(Runnable task) {
        return callbacks.run(task);
    }

    @Override
    public String endpoint() {
        return transport.name();
    }

    @Override
    public ClientStatistics statistics() {
        return counters.statistics();
    }

    @Override
    public Optional<CloseReason> closeReason() {
        return life.closeReason(Optional.empty());
    }

    @Override
    public CompletionStage<CloseReason> whenEnded() {
        return closed.stage();
    }

    /** Ends the session and everything that waits for it. Returns at once. Idempotent. */
    public void close() {
        life.close();
    }
}
