package org.qmp4j.benchmarks.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;

/**
 * The transport that this library does not have: a blocking socket, and a thread that reads it. It hands each line to
 * the waiting thread, and parses nothing. Usage and figures are those of {@link JavaClient}, for the works {@code one}, {@code pairs} and {@code many}.
 */
public final class ThreadPerConnection {
    private final SocketChannel channel;
    private final SynchronousQueue<String> lines = new SynchronousQueue<>();

    private ThreadPerConnection(String path) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        Thread reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII), 4096)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.put(line);
            }
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    private void send(String command, int id) throws IOException {
        send("{\"execute\":\"" + command + "\",\"id\":" + id + "}\n");
    }

    private void send(String message) throws IOException {
        channel.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.US_ASCII)));
    }

    /** One work. */
    public static void main(String[] words) throws Exception {
        int count = Integer.parseInt(words[2]);
        switch (words[1]) {
            case "one" -> oneByOne(words[0], count, words[3]);
            case "pairs" -> pairs(words[0], count);
            default -> many(words[0], count, words[3]);
        }
    }

    private static ThreadPerConnection connect(String path) throws Exception {
        ThreadPerConnection connection = new ThreadPerConnection(path);
        connection.lines.take();
        connection.send("qmp_capabilities", 0);
        connection.lines.take();
        return connection;
    }

    private static void oneByOne(String path, int count, String command) throws Exception {
        ThreadPerConnection connection = connect(path);
        double[] micros = new double[count];
        // The first half warms up.
        for (int i = 0; i < 2 * count; i++) {
            long start = System.nanoTime();
            connection.send(command, i + 1);
            connection.lines.take();
            micros[i % count] = (System.nanoTime() - start) / 1e3;
        }
        JavaClient.printQuantiles(micros);
    }

    private static void pairs(String path, int count) throws Exception {
        ThreadPerConnection connection = connect(path);
        double[] micros = new double[count];
        // The first half warms up.
        for (int i = 0; i < 2 * count; i++) {
            String event = i % 2 == 0 ? "\"event\": \"RESUME\"" : "\"event\": \"STOP\"";
            long start = System.nanoTime();
            connection.send(i % 2 == 0 ? "{\"execute\":\"cont\"}\n" : "{\"execute\":\"stop\"}\n");
            connection.await(event);
            micros[i % count] = (System.nanoTime() - start) / 1e3;
            connection.await("{\"return\"");
        }
        JavaClient.printQuantiles(micros);
    }

    private void await(String part) throws InterruptedException {
        while (!lines.take().contains(part)) {
            // Something else.
        }
    }

    private static void many(String path, int count, String command) throws Exception {
        List<ThreadPerConnection> connections = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            connections.add(connect(path));
        }
        long connected = System.nanoTime();
        for (ThreadPerConnection connection : connections) {
            connection.send(command, 1);
        }
        for (ThreadPerConnection connection : connections) {
            connection.lines.take();
        }
        JavaClient.print(Map.of(
                "connect_ms", (connected - start) / 1e6,
                "answer_ms", (System.nanoTime() - connected) / 1e6,
                "rss_mb", ManyConnections.residentMegabytes()));
    }
}
