package org.qmp4j.it.support;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A raw connection: sends bytes, reads lines. It shares no code with the client, because it is the oracle. */
public final class RawSocket implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private RawSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** Connects to a unix socket; throws at once if its queue is full. */
    public static RawSocket connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path));
            return new RawSocket(channel);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Connects, reads the greeting, and negotiates with these capabilities. */
    public static RawSocket negotiated(Path path, String... capabilities) throws IOException {
        RawSocket socket = connect(path);
        socket.message();
        String enable = capabilities.length == 0 ? "" : "\"" + String.join("\",\"", capabilities) + "\"";
        socket.send("{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":[" + enable + "]},\"id\":\"raw\"}");
        JsonNode answer = socket.answer("\"raw\"");
        if (!answer.has("return")) {
            throw new IOException("no session: " + answer);
        }
        return socket;
    }

    /** Sends text as it is. */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        key.interestOps(SelectionKey.OP_WRITE);
        while (out.hasRemaining()) {
            if (channel.write(out) == 0 && selector.select(Await.PATIENCE.toMillis()) == 0) {
                throw new IOException("the peer reads nothing");
            }
            selector.selectedKeys().clear();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    /** The next line, with its end. */
    public byte[] line() throws IOException {
        return lineWithin(Await.PATIENCE)
                .orElseThrow(() -> new IOException("nothing came within " + Await.PATIENCE + " but: " + line));
    }

    /** The next line, empty if none has come in time. */
    public Optional<byte[]> lineWithin(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                line.write(b);
                if (b == '\n') {
                    byte[] whole = line.toByteArray();
                    line.reset();
                    return Optional.of(whole);
                }
            }
            if (!fill(end)) {
                return Optional.empty();
            }
        }
    }

    private boolean fill(long end) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        if (count < 0) {
            throw new EOFException("the peer closed the connection");
        }
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (count == 0 && millis <= 0) {
            return false;
        }
        if (count == 0) {
            selector.select(millis);
            selector.selectedKeys().clear();
        }
        return true;
    }

    /** The next message. */
    public JsonNode message() throws IOException {
        return JSON.readTree(line());
    }

    /** The next message, empty if none has come in time. */
    public Optional<JsonNode> messageWithin(Duration time) throws IOException {
        return lineWithin(time).map(JSON::readTree);
    }

    /** The answer with that id, as JSON text; messages before it are skipped. */
    public JsonNode answer(String id) throws IOException {
        List<JsonNode> until = messagesUntilAnswer(id);
        return until.get(until.size() - 1);
    }

    /** All messages up to the answer with that id. */
    public List<JsonNode> messagesUntilAnswer(String id) throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        JsonNode wanted = JSON.readTree(id);
        do {
            messages.add(message());
        } while (!wanted.equals(messages.get(messages.size() - 1).get("id")));
        return messages;
    }

    /** Reads the next line; true if the peer has closed the connection instead. */
    public boolean endsNow() throws IOException {
        try {
            line();
            return false;
        } catch (EOFException end) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
