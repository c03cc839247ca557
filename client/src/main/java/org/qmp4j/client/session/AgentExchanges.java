package org.qmp4j.client.session;

import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.protocol.Outcome;

/**
 * The one exchange with the agent that is running, if any. The caller that has the turn runs it; the reader of the transport
 * gives it what arrives.
 */
final class AgentExchanges {
    private final Transport transport;
    private final SessionLife life;
    private final AgentTurn turn;

    private volatile @Nullable AgentExchange current;

    AgentExchanges(Transport transport, SessionLife life, AgentTurn turn) {
        this.transport = transport;
        this.life = life;
        this.turn = turn;
    }

    /**
     * Sends a message and waits for its answer; null if the deadline passes first. Caller has the turn. Whatever this throws, the
     * answer may still come.
     */
    Message.@Nullable Reply run(String name, AgentExchange exchange, Deadline deadline) {
        current = exchange;
        // In this order, so that an end in between is either seen here or reported to the exchange.
        requireOpen(name);
        transport.send(exchange.outgoing());
        try {
            return exchange.await(deadline);
        } catch (InterruptedException interrupted) {
            throw turn.interrupted(name, withdraw(exchange), interrupted);
        } catch (ExecutionException lost) {
            throw failure(name, exchange, lost);
        } finally {
            current = null;
        }
    }

    /** Takes back what is not written yet, and returns what that means for the command. */
    Outcome withdraw(AgentExchange exchange) {
        boolean withdrawn = transport.withdraw(exchange.outgoing());
        return withdrawn || !exchange.hasCommand() ? Outcome.NOT_SENT : Outcome.UNKNOWN;
    }

    private QmpCallException failure(String name, AgentExchange exchange, ExecutionException lost) {
        Ending.Undelivered undelivered = exchange.undelivered();
        if (undelivered != null) {
            return undelivered.exception(label(name));
        }
        SessionLife.End ended = life.end();
        if (ended == null) {
            throw new IllegalStateException("an exchange failed though the connection stands", lost);
        }
        return new Ending.Disconnected(withdraw(exchange), ended.reason()).exception(label(name));
    }

    /**
     * Refuses a command that cannot be sent any more.
     *
     * @throws QmpDisconnectedException if the connection has ended
     */
    void requireOpen(String name) {
        SessionLife.End ended = life.end();
        if (ended != null) {
            throw ended.reason().notSent(label(name).failed(Outcome.NOT_SENT));
        }
    }

    CallLabel label(String name) {
        return new CallLabel(name, "", transport.name());
    }

    /** Offers a reply of the agent; false if no exchange waits for it. Reader thread only. */
    boolean offer(Message.Reply reply) {
        AgentExchange exchange = current;
        return exchange != null && exchange.offer(reply);
    }

    /** The transport could not deliver a message, or lost its reply. */
    void failed(OutgoingMessage message, Outcome outcome, String reason) {
        AgentExchange exchange = current;
        if (exchange != null && exchange.outgoing().equals(message)) {
            exchange.fail(new Ending.Undelivered(exchange.hasCommand() ? outcome : Outcome.NOT_SENT, reason));
        }
    }

    /** The connection ended. */
    void end(ConnectionEnd reason) {
        AgentExchange exchange = current;
        if (exchange != null) {
            exchange.fail(reason.toException());
        }
    }
}
