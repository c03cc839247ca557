package org.qmp4j.it.support;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.qmp4j.client.Endpoint;

/**
 * A socket between one client and QEMU, which may change what the client sends: this is how bytes reach QEMU that the
 * client would never send. It may hold up or cut off what QEMU sends, too.
 */
// How carrying over ends is no matter: what it leaves behind, the client misses.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Relay implements AutoCloseable {
    private final Endpoint endpoint;
    private final ServerSocketChannel server;
    private final SocketChannel qemu;
    private final UnaryOperator<String> sent;
    private final UnaryOperator<String> received;

    private Relay(RealQemu qemu, UnaryOperator<String> sent, UnaryOperator<String> received) throws IOException {
        this.sent = sent;
        this.received = received;
        this.endpoint = qemu.endpoint("relay");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(qemu.path("relay")));
        this.qemu = SocketChannel.open(UnixDomainSocketAddress.of(qemu.path("qmp")));
    }

    /** A relay to the monitor {@code qmp}; it changes what was written at once, one character a byte. */
    public static Relay to(RealQemu qemu, UnaryOperator<String> change) throws IOException {
        return between(qemu, change, UnaryOperator.identity());
    }

    /** As {@link #to}, and it changes, too, what QEMU wrote at once; while that takes, nothing more of QEMU's is read. */
    public static Relay between(RealQemu qemu, UnaryOperator<String> sent, UnaryOperator<String> received)
            throws IOException {
        Relay relay = new Relay(qemu, sent, received);
        Await.inBackground(() -> {
            relay.serve();
            return "";
        });
        return relay;
    }

    /** Where the client connects to. */
    public Endpoint endpoint() {
        return endpoint;
    }

    private void serve() throws IOException {
        try (SocketChannel client = server.accept()) {
            Await.inBackground(() -> {
                // The end of QEMU's side is the client's, too.
                try (client) {
                    pump(qemu, client, received);
                }
                return "";
            });
            pump(client, qemu, sent);
        }
    }

    private static void pump(SocketChannel from, SocketChannel to, UnaryOperator<String> change) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (from.read(buffer) >= 0) {
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            buffer.clear();
            ByteBuffer out = ByteBuffer.wrap(change.apply(text).getBytes(StandardCharsets.ISO_8859_1));
            while (out.hasRemaining()) {
                to.write(out);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        qemu.close();
    }
}
