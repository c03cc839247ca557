package org.qmp4j.client.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of the client, at the peer's end. Each character stands for one byte. */
public final class PeerConnection implements AutoCloseable {
    private static final String END = "(end)";
    private static final Pattern ID = Pattern.compile(",\"id\":(\"[^\"]*\"|[^,{}]+)\\}$");

    private final SocketChannel channel;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    PeerConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Begins to read what the client sends. Before this call nothing is read. */
    public PeerConnection reading() {
        Thread reader = new Thread(this::readLines, "test-peer");
        reader.setDaemon(true);
        reader.start();
        return this;
    }

    private void readLines() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (channel.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    byte b = buffer.get();
                    if (b == '\n') {
                        lines.add(line.toString(ISO_8859_1));
                        line.reset();
                    } else {
                        line.write(b);
                    }
                }
            }
        } catch (IOException reset) {
            // This is the end, too.
        }
        lines.add(line.size() == 0 ? END : "unfinished: " + line.toString(ISO_8859_1));
    }

    /** Reads one line, and not a byte more; for tests that then stop reading. */
    public String readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            while (channel.read(one.clear()) >= 0 && one.get(0) != '\n') {
                line.write(one.get(0));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return line.toString(ISO_8859_1);
    }

    /** Waits for the client's next line, and returns it without its newline. */
    public String line() {
        try {
            String line = lines.poll(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new AssertionError("the client sends nothing");
            }
            return line;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Waits for the client's next command and returns its id as it is written. */
    public String idOfNext(String command) {
        String line = line();
        if (!line.contains(":\"" + command + "\"")) {
            throw new AssertionError("expected the command " + command + " and got: " + line);
        }
        return idOf(line);
    }

    /** The id in a line of the client. */
    public static String idOf(String line) {
        Matcher id = ID.matcher(line);
        if (!id.find()) {
            throw new AssertionError("no id in: " + line);
        }
        return id.group(1);
    }

    /** Whether the client has sent complete lines that the test has not read yet. */
    public boolean hasLine() {
        return !lines.isEmpty();
    }

    /** Waits until the client closes the connection. */
    public void awaitEnd() {
        String line = line();
        if (!line.equals(END)) {
            throw new AssertionError("expected the end and got: " + line);
        }
    }

    /** Sends these bytes. */
    public void send(String bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(ISO_8859_1));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends these bytes, or as many of them as the client reads before it closes the connection. */
    public void sendUntilClosed(String bytes) {
        try {
            send(bytes);
        } catch (UncheckedIOException closed) {
            // The test waits for this.
        }
    }

    /** Sends a message and the line end of QEMU. */
    public void sendLine(String message) {
        send(message + "\r\n");
    }

    /** Answers the command with that id. */
    public void answer(String id, String value) {
        sendLine("{\"return\": " + value + ", \"id\": " + id + "}");
    }

    /** Rejects a command without an id. */
    public void errorWithoutId(String description) {
        sendLine("{\"error\": {\"class\": \"GenericError\", \"desc\": \"" + description + "\"}}");
    }

    /** Sets how many sent bytes may wait for the client, as far as the system allows. */
    public void sendBuffer(int bytes) {
        try {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes the client's writes fail, while this end can still send. */
    public void readNoMore() {
        try {
            channel.shutdownInput();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
