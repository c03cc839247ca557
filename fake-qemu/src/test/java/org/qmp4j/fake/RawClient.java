package org.qmp4j.fake;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A simple client for tests: sends text and receives lines. */
final class RawClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();

    RawClient(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Connects, reads the greeting and negotiates. */
    static RawClient negotiated(SocketAddress address) throws IOException {
        RawClient client = new RawClient(address);
        client.line();
        client.send("{'execute':'qmp_capabilities','arguments':{'enable':['oob']}}");
        client.line();
        return client;
    }

    /** Sends text. QEMU accepts single quotes, which are easier to read in tests. */
    void send(String text) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** The next line, without its end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                if (b == '\n') {
                    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                }
                line.write(b);
            }
            fill(line);
        }
    }

    /** Sends text and returns the next line. */
    String ask(String text) throws IOException {
        send(text);
        return line();
    }

    private void fill(ByteArrayOutputStream line) throws IOException {
        if (selector.select(TIMEOUT.toMillis()) == 0) {
            throw new IOException("only this arrived within " + TIMEOUT + ": " + line);
        }
        selector.selectedKeys().clear();
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        if (count < 0) {
            throw new EOFException("the connection was closed after: " + line);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
