package org.qmp4j.client.peer;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.GuestAgentCommand;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** A guest agent client with a session, and the agent's end of it. */
public final class AgentConversation implements AutoCloseable {
    private static final Pattern SYNC =
            Pattern.compile("\u00ff\\{\"execute\":\"guest-sync-delimited\",\"arguments\":\\{\"id\":(\\d+)}}");

    private final Peer peer = Peer.listening();
    private final PeerConnection connection;
    private final GuestAgentClient client;

    private AgentConversation(ConnectOptions options) {
        Caller<GuestAgentClient> connecting = Caller.of(() -> GuestAgentClient.connect(peer.endpoint(), options));
        connection = peer.accept();
        // On a busy machine the client may have asked again.
        Await.until("the client is in sync", () -> {
            if (connection.hasLine()) {
                answerSync();
            }
            return connecting.hasEnded();
        });
        client = connecting.value();
    }

    /** A session with default options and a long connect timeout. */
    public static AgentConversation begin() {
        return begin(Conversation.PATIENT);
    }

    /** A session. */
    public static AgentConversation begin(ConnectOptions options) {
        return new AgentConversation(options);
    }

    /** The client. */
    public GuestAgentClient client() {
        return client;
    }

    /** The agent's end. */
    public PeerConnection agent() {
        return connection;
    }

    /** The number in a line that asks for a synchronisation. */
    public static String numberIn(String line) {
        Matcher sync = SYNC.matcher(line);
        if (!sync.matches()) {
            throw new AssertionError("expected 0xFF and guest-sync-delimited, and got: " + line);
        }
        return sync.group(1);
    }

    /** An agent's reply to a synchronisation: an error about the 0xFF, and then a 0xFF and the number. */
    public static String synced(String number) {
        return "{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error, invalid token\"}}\n"
                + "\u00ff{\"return\": " + number + "}\n";
    }

    /** Waits for a synchronisation and answers it. */
    public void answerSync() {
        connection.send(synced(numberIn(connection.line())));
    }

    /** Waits for a command without arguments, which must be the next line. */
    public void expect(String command) {
        String line = connection.line();
        if (!line.equals("{\"execute\":\"" + command + "\"}")) {
            throw new AssertionError("expected " + command + " and got: " + line);
        }
    }

    /** Begins a call of a command without arguments, and waits for the command, which must be the next line. */
    public <R> Caller<R> call(GuestAgentCommand<R> command) {
        return call(command, value -> value);
    }

    /** Like {@link #call(GuestAgentCommand)}, for a value that the test decodes. */
    public <V, R> Caller<R> call(GuestAgentCommand<V> command, Function<V, R> result) {
        Caller<R> caller = Caller.of(() -> result.apply(client.execute(command)));
        expect(command.name());
        return caller;
    }

    /** Answers the command in progress. */
    public void answer(String value) {
        connection.send("{\"return\": " + value + "}\n");
    }

    /** Proves that the connection works and needs no synchronisation: a call and its answer. */
    public void assertWorks() {
        Caller<String> call = call(RawGuestAgentCommand.named("proof"), JsonNode::stringValue);
        answer("\"works\"");
        if (!call.value().equals("works")) {
            throw new AssertionError("the proof got another answer: " + call.value());
        }
    }

    @Override
    public void close() {
        client.close();
        peer.close();
    }
}
