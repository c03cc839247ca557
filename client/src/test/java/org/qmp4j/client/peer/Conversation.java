package org.qmp4j.client.peer;

import java.util.function.Function;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;

/** A client with a session, and the peer's end of it. */
public final class Conversation implements AutoCloseable {
    /** The greeting of a QEMU with out-of-band execution. */
    public static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7},"
                    + " \"package\": \"Debian 1:7.2\"}, \"capabilities\": [\"oob\"]}}\r\n";

    /** The greeting of a monitor without out-of-band execution. */
    public static final String PLAIN_GREETING = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 3, \"minor\": 1,"
            + " \"major\": 11}, \"package\": \"\"}, \"capabilities\": []}}\r\n";

    /** Default options with a long connect timeout. */
    static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();

    private final Peer peer;
    private final PeerConnection connection;
    private final QmpClient client;

    private Conversation(Peer peer, Endpoint endpoint, String greeting, ConnectOptions options) {
        this.peer = peer;
        Caller<QmpClient> connecting = Caller.of(() -> QmpClient.connect(endpoint, options));
        connection = peer.accept();
        connection.send(greeting);
        connection.answer(connection.idOfNext("qmp_capabilities"), "{}");
        client = connecting.value();
    }

    /** A session with out-of-band execution, default options and a long connect timeout. */
    public static Conversation begin() {
        return begin(GREETING, PATIENT);
    }

    /** A session with out-of-band execution. */
    public static Conversation begin(ConnectOptions options) {
        return begin(GREETING, options);
    }

    /** A session after that greeting. */
    public static Conversation begin(String greeting, ConnectOptions options) {
        Peer peer = Peer.listening();
        return new Conversation(peer, peer.endpoint(), greeting, options);
    }

    /** A session with out-of-band execution over the caller's own transport, which connects to the peer. */
    public static Conversation begin(Function<Peer, Endpoint> transport) {
        Peer peer = Peer.listening();
        return new Conversation(peer, transport.apply(peer), GREETING, PATIENT);
    }

    /** The client. */
    public QmpClient client() {
        return client;
    }

    /** The peer's end. */
    public PeerConnection peer() {
        return connection;
    }

    /** Proves that the connection works: a call and its answer. */
    public void assertWorks() {
        Caller<String> call = Caller.of(() ->
                client.execute(org.qmp4j.protocol.RawCommand.named("proof")).stringValue());
        connection.answer(connection.idOfNext("proof"), "\"works\"");
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
