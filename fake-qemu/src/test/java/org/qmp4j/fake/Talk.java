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

/** A client by hand: text out, lines in. */
final class Talk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();

    Talk(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** One that is greeted and has negotiated. */
    static Talk negotiated(SocketAddress address) throws IOException {
        Talk talk = new Talk(address);
        talk.line();
        talk.say("{'execute':'qmp_capabilities','arguments':{'enable':['oob']}}");
        talk.line();
        return talk;
    }

    /** Sends text; QEMU takes single quotes, which are easier to read here. */
    void say(String text) throws IOException {
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

    /** Says something, and returns the next line. */
    String ask(String text) throws IOException {
        say(text);
        return line();
    }

    private void fill(ByteArrayOutputStream line) throws IOException {
        if (selector.select(PATIENCE.toMillis()) == 0) {
            throw new IOException("nothing came within " + PATIENCE + " but: " + line);
        }
        selector.selectedKeys().clear();
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        if (count < 0) {
            throw new EOFException("the end, after: " + line);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
