package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** An error in the caller's thread, such as a stack overflow. */
class GuestAgentErrorTest {
    /** A transport that throws an error to the caller after its first command, the second message, was sent. */
    private record Failing(Endpoint endpoint) implements Connector {
        @Override
        public Transport open(Deadline deadline) {
            return new FailingTransport(endpoint.connector().open(deadline), new AtomicInteger());
        }
    }

    private record FailingTransport(Transport transport, AtomicInteger sent) implements Transport {
        @Override
        public void start(Receiver receiver) {
            transport.start(receiver);
        }

        @Override
        public void send(OutgoingMessage message) {
            transport.send(message);
            if (sent.incrementAndGet() == 2) {
                throw new StackOverflowError("thrown on purpose");
            }
        }

        @Override
        public boolean withdraw(OutgoingMessage message) {
            return transport.withdraw(message);
        }

        @Override
        public void abort(Throwable cause) {
            transport.abort(cause);
        }

        @Override
        public String name() {
            return transport.name();
        }

        @Override
        public void close() {
            transport.close();
        }
    }

    private static Caller<JsonNode> execute(GuestAgentClient client, String command) {
        return Caller.of(() -> client.execute(RawGuestAgentCommand.named(command)));
    }

    private static void answerSync(PeerConnection agent) {
        agent.send(AgentConversation.synced(AgentConversation.numberIn(agent.line())));
    }

    @Test
    void theReplyToACallThatFailedWithAnErrorIsNotTakenForTheNextOne() {
        Peer peer = Peer.listening();
        Caller<GuestAgentClient> connecting =
                Caller.of(() -> GuestAgentClient.connect(Endpoint.of(new Failing(peer.endpoint()))));
        PeerConnection agent = peer.accept();
        answerSync(agent);
        try (GuestAgentClient client = connecting.value()) {
            execute(client, "guest-get-time").failure(StackOverflowError.class);
            assertThat(agent.line()).contains("guest-get-time");

            Caller<JsonNode> next = execute(client, "guest-get-host-name");
            String line = agent.line();
            agent.send("{\"return\": \"late\"}\n");
            agent.send(AgentConversation.synced(AgentConversation.numberIn(line)));
            assertThat(agent.line()).contains("guest-get-host-name");
            agent.send("{\"return\": \"own\"}\n");
            assertThat(next.value().stringValue()).isEqualTo("own");
        } finally {
            peer.close();
        }
    }
}
