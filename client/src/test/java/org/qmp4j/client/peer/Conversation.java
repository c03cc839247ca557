package org.qmp4j.client.peer;

import java.util.function.Function;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;

/** A client with a session, and the peer's end of it. */
public final class Conversation implements AutoCloseable {
    /** What a QEMU with out-of-band execution says first. */
    public static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7},"
                    + " \"package\": \"Debian 1:7.2\"}, \"capabilities\": [\"oob\"]}}\r\n";

    /** What a monitor without out-of-band execution says first. */
    public static final String PLAIN_GREETING = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 3, \"minor\": 1,"
            + " \"major\": 11}, \"package\": \"\"}, \"capabilities\": []}}\r\n";

    /** Default options for who has all the time to connect. */
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

    /** A session with out-of-band execution and default options, however long it takes to begin. */
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

    /** A session with out-of-band execution over a transport of the caller's own, which leads to the peer given. */
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
