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
 * A socket between one client and QEMU, which can change what the client sends. So QEMU receives bytes that the
 * client would never send. It can also delay or cut off what QEMU sends.
 */
// Errors of the copying threads can be ignored: if bytes are missing, the client's test fails.
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

    /** A relay to the monitor {@code qmp}; it changes each block that is read, with one character for each byte. */
    public static Relay to(RealQemu qemu, UnaryOperator<String> change) throws IOException {
        return between(qemu, change, UnaryOperator.identity());
    }

    /** Like {@link #to}; it also changes each block of QEMU's, and reads the next block only after that. */
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
                // If QEMU closes its side, the client's side is closed, too.
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
