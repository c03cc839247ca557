package org.qmp4j.benchmarks.fake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.qmp4j.fake.FakeHost;
import org.qmp4j.fake.FakeQemu;

/**
 * Many sessions of fakes in one process, on one thread, each asked for {@code query-status} eight commands at a time by a
 * second thread that only counts line ends. Prints the commands a second of all sessions together.
 *
 * <pre>{@code
 * FakeThroughput SESSIONS SECONDS
 * }</pre>
 */
public final class FakeThroughput {
    private static final int IN_FLIGHT = 8;
    private static final byte[] COMMANDS =
            "{\"execute\":\"query-status\",\"id\":1}".repeat(IN_FLIGHT).getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private long answered;

    private FakeThroughput() throws IOException {}

    private static final class Session {
        private final SocketChannel channel;
        /** Lines that have to come before the next commands are sent; the first are greeting and negotiation. */
        private int awaited = 2;

        private Session(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** Measures. */
    public static void main(String[] arguments) throws IOException {
        int sessions = Integer.parseInt(arguments[0]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
        List<FakeQemu> fakes = new ArrayList<>();
        try (FakeHost host = FakeHost.start()) {
            long began = System.nanoTime();
            for (int i = 0; i < sessions; i++) {
                fakes.add(FakeQemu.builder().on(host).start());
            }
            FakeThroughput load = new FakeThroughput();
            for (FakeQemu fake : fakes) {
                load.connect(fake);
            }
            System.out.printf("%d sessions open after %d ms%n", sessions, (System.nanoTime() - began) / 1_000_000);
            for (int round = 1; round <= 3; round++) {
                System.out.printf("round %d: %,d commands/s in all%n", round, load.run(time));
            }
            long used =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            System.out.printf("heap in use: %d MB%n", used >> 20);
            fakes.forEach(FakeQemu::close);
        }
    }

    private void connect(FakeQemu fake) throws IOException {
        SocketChannel channel = SocketChannel.open(fake.address());
        channel.write(ByteBuffer.wrap("{\"execute\":\"qmp_capabilities\"}".getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Session(channel));
    }

    private long run(Duration time) throws IOException {
        long began = System.nanoTime();
        long before = answered;
        while (System.nanoTime() - began < time.toNanos()) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                serve((Session) key.attachment());
            }
            selector.selectedKeys().clear();
        }
        return (answered - before) * 1_000_000_000L / (System.nanoTime() - began);
    }

    private void serve(Session session) throws IOException {
        buffer.clear();
        if (session.channel.read(buffer) < 0) {
            throw new IOException("a fake has closed its connection");
        }
        for (int i = 0; i < buffer.position(); i++) {
            if (buffer.get(i) == '\n') {
                session.awaited--;
                answered++;
            }
        }
        if (session.awaited == 0) {
            session.awaited = IN_FLIGHT;
            session.channel.write(ByteBuffer.wrap(COMMANDS));
        }
    }
}
