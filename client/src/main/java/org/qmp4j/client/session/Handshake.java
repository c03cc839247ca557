package org.qmp4j.client.session;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpConnectTimeoutException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.message.CommandEncoder;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.protocol.Capability;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The beginning of a session: the greeting, and the negotiation of capabilities.
 *
 * <p>Before its end, replies to commands of an earlier client may come: QEMU sends a reply to the client that is
 * connected when the reply is ready. The id of the negotiation is long and random, so that no other reply has it. The
 * reply to the negotiation is a barrier: no older reply can come after it.
 */
final class Handshake {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String NEVER_ANSWERS =
            "QEMU 7.2 at times never answers where a client came while it started: start it"
                    + " again with wait=on, or let it connect to a QmpListener";

    private final Connector connector;
    private final Transport transport;
    private final Deadline deadline;
    private final CompletableFuture<Greeting> greeting = new CompletableFuture<>();
    private final CompletableFuture<Message.Reply> answer = new CompletableFuture<>();
    private final String id;
    private volatile @Nullable OutgoingMessage negotiation;

    Handshake(Connection connection, Deadline deadline) {
        this.connector = connection.connector();
        this.transport = connection.transport();
        this.deadline = deadline;
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        this.id = "\"qmp4j-" + HexFormat.of().formatHex(random) + "\"";
    }

    /** Whether no greeting has come yet. */
    boolean awaitsGreeting() {
        return !greeting.isDone();
    }

    /** The greeting came. Reader thread only. */
    void greeted(Greeting heard) {
        greeting.complete(heard);
    }

    /** A reply came; returns false if it is not the reply to the negotiation. Reader thread only. */
    boolean answered(Message.Reply reply) {
        return id.equals(reply.id()) && answer.complete(reply);
    }

    /** A message could not be delivered: if it is the negotiation's, no session begins. */
    void failed(OutgoingMessage message, String reason) {
        if (message.equals(negotiation)) {
            answer.completeExceptionally(new IOException(transport.name() + ": " + reason));
        }
    }

    /** The connection ended. Reader thread only. */
    void ended(ConnectionEnd reason) {
        IOException failure = reason.toException();
        greeting.completeExceptionally(failure);
        answer.completeExceptionally(failure);
    }

    Greeting awaitGreeting() {
        return await(
                greeting,
                "but no greeting came",
                ": is this a QMP monitor? A guest agent is silent until it is asked (use GuestAgentClient), and so is a"
                        + " monitor with websocket=on or tls-creds",
                "another client may be connected (QEMU serves one at a time), QEMU may be stopped or busy, or this is no"
                        + " plain QMP monitor, but a guest agent (use GuestAgentClient), or one with websocket=on or"
                        + " tls-creds");
    }

    /** Enables the capability, if there is one, and waits for the reply. */
    void negotiate(@Nullable Capability capability) {
        RawCommand command = RawCommand.named("qmp_capabilities");
        if (capability != null) {
            ArrayNode enable = JsonNodeFactory.instance.arrayNode().add(capability.wireName());
            command = command.with("enable", enable);
        }
        OutgoingMessage message = new OutgoingMessage(CommandEncoder.encode(command, id, false));
        negotiation = message;
        transport.send(message);
        Message.Reply reply = await(
                answer,
                "and greeted, but no answer to qmp_capabilities came",
                " more: QEMU may be busy; " + NEVER_ANSWERS,
                "QEMU may be stopped or busy; " + NEVER_ANSWERS);
        if (reply instanceof Message.Failure refused) {
            throw new QmpHandshakeException(
                    transport.name() + " refused to begin a session: "
                            + PeerText.quote(refused.errorClass().wireName()) + ": "
                            + PeerText.quote(refused.description()),
                    null);
        }
    }

    private <T> T await(CompletableFuture<T> future, String missing, String ifAccepted, String ifUnknown) {
        try {
            return future.get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new QmpConnectTimeoutException(
                    "connected to " + transport.name() + ", " + missing + " within " + deadline + ": "
                            + connector.explainSilence(ifAccepted).orElse(ifUnknown),
                    late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while connecting to " + transport.name(), interrupted);
        } catch (ExecutionException failed) {
            Throwable reason = Optional.ofNullable(failed.getCause()).orElse(failed);
            throw new QmpHandshakeException("no session: " + reason.getMessage(), reason);
        }
    }
}
