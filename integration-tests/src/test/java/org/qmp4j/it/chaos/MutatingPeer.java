package org.qmp4j.it.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.client.Endpoint;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers one client as QEMU or its guest agent does, but changes random bytes of what it sends. It keeps all that it has
 * sent, so that a test can check whether a value that the client returned was ever sent.
 *
 * <p>Each character stands for one byte.
 */
final class MutatingPeer implements AutoCloseable {
    private static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, "
                    + "\"package\": \"Debian 1:7.2\"}, \"capabilities\": [\"oob\"]}}\r\n";
    private static final String EVENT =
            "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 123456}, " + "\"event\": \"STOP\"}\r\n";
    private static final Pattern COMMAND = Pattern.compile("\"execute\":\"([a-z_-]+)\"");
    private static final Pattern MARKER = Pattern.compile("marker-[0-9]+");
    private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|[0-9]+)");
    // A value that is looked for stands in the middle of a message.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ServerSocketChannel server;
    private final Path path;
    private final ByteMutation mutation;
    private final Random random;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    /** Listens at once. The folder is the caller's; the socket's file is left in it. */
    MutatingPeer(Path folder, long seed, boolean agent) throws IOException {
        random = new Random(seed);
        mutation = new ByteMutation(random);
        path = folder.resolve(seed + ".sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Thread thread = new Thread(() -> serve(agent), "mutating-peer");
        thread.setDaemon(true);
        thread.start();
    }

    Endpoint endpoint() {
        return Endpoint.unix(path);
    }

    private void serve(boolean agent) {
        try (SocketChannel client = server.accept()) {
            if (!agent) {
                send(client, GREETING);
            }
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            while (client.read(buffer.clear()) >= 0) {
                for (byte b : Arrays.copyOf(buffer.array(), buffer.position())) {
                    if (b != '\n') {
                        line.write(b);
                        continue;
                    }
                    answer(client, line.toString(ISO_8859_1), agent);
                    line.reset();
                }
            }
        } catch (IOException closed) {
            // The client has closed the connection.
        }
    }

    private void answer(SocketChannel client, String line, boolean agent) throws IOException {
        String id = firstIn(ID, line);
        if (agent && line.contains("guest-sync-delimited")) {
            send(client, "\u00ff{\"return\": " + id + "}\n");
            return;
        }
        String marker = firstIn(MARKER, line);
        ids.put(marker, id);
        if (!agent && random.nextInt(4) == 0) {
            send(client, EVENT);
        }
        String value = firstIn(COMMAND, line).equals("qmp_capabilities")
                ? "{}"
                : "{\"text\": \"" + marker + "\", \"list\": [1, -2.5, true, null, {\"deep\": \"\\u00e4\"}]}";
        send(client, "{\"return\": " + value + (agent ? "}\n" : ", \"id\": " + id + "}\r\n"));
    }

    private static String firstIn(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(matcher.groupCount()) : "";
    }

    private void send(SocketChannel client, String message) throws IOException {
        byte[] bytes = message.getBytes(ISO_8859_1);
        if (random.nextInt(3) == 0) {
            bytes = mutation.of(bytes);
        }
        // First: the client may return the value before the write does.
        sent.add(new String(bytes, ISO_8859_1));
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            client.write(out);
        }
    }

    /** Whether a message that was sent holds this value, and the id of the command with this marker (which an agent has not). */
    boolean hasSent(JsonNode value, String marker) {
        String id = ids.getOrDefault(marker, "");
        return sent.stream().anyMatch(message -> message.contains(id) && holds(message, value));
    }

    private static boolean holds(String message, JsonNode value) {
        byte[] bytes = message.getBytes(ISO_8859_1);
        for (int start = 0; start < bytes.length; start++) {
            if (value.equals(valueAt(bytes, start))) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode valueAt(byte[] bytes, int start) {
        try (var parser = JSON.createParser(bytes, start, bytes.length - start)) {
            return JSON.readTree(parser);
        } catch (JacksonException noValue) {
            return JSON.missingNode();
        }
    }

    /** All that was sent, for the message of a failed test. */
    List<String> sent() {
        return List.copyOf(sent);
    }

    /** Accepts no client any more. The thread ends when the client closes its connection. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
