package org.qmp4j.it.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a server, such as the guest agent, and its clients as a virtual machine's serial port does: the server does
 * not notice that clients come and go, and its output without a client goes to the next client.
 */
public final class SerialLine implements AutoCloseable {
    private static final int MAX_CARRIED = 1024 * 1024;

    private final SocketChannel agent;
    private final ServerSocketChannel server;
    private final Path path;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong heard = new AtomicLong();

    // The first megabyte of the traffic. ByteArrayOutputStream is thread-safe.
    private final ByteArrayOutputStream carried = new ByteArrayOutputStream();
    private List<CompletableFuture<?>> carriers = List.of();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private @Nullable SocketChannel client;
    private boolean closed;

    private SerialLine(SocketChannel agent, ServerSocketChannel server, Path path) {
        this.agent = agent;
        this.server = server;
        this.path = path;
    }

    /** A line to that socket of the process; clients find it at {@link #path()}. */
    public static SerialLine to(QemuUnderTest agent, String socket) throws IOException {
        Path path = agent.path("line");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        SerialLine line =
                new SerialLine(SocketChannel.open(UnixDomainSocketAddress.of(agent.path(socket))), server, path);
        line.carriers = List.of(Await.inBackground(line::carryUp), Await.inBackground(line::carryDown));
        return line;
    }

    /** Where clients connect. */
    public Path path() {
        return path;
    }

    /** Whether these characters, each a byte, went over the line in either direction. */
    public boolean hasCarried(String text) {
        return carried.toString(ISO_8859_1).contains(text);
    }

    /** How many bytes the agent has sent so far, read by a client or not. */
    public long heard() {
        return heard.get();
    }

    /** Writes like a client that closes at once; the agent's reply goes to the next client. */
    public void sayAndLeave(String text) throws IOException {
        writeFully(agent, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    // From the clients to the agent.
    private @Nullable Void carryDown() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (true) {
            try (SocketChannel next = server.accept()) {
                clients.add(next);
                attach(next);
                while (reads(next, buffer)) {
                    record(buffer);
                    writeFully(agent, buffer);
                }
            } finally {
                attach(null);
            }
        }
    }

    private void record(ByteBuffer buffer) {
        if (carried.size() < MAX_CARRIED) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            carried.writeBytes(bytes);
        }
    }

    private static boolean reads(SocketChannel from, ByteBuffer buffer) {
        try {
            int count = from.read(buffer.clear());
            buffer.flip();
            return count >= 0;
        } catch (IOException reset) {
            // The client closed before it had read everything.
            return false;
        }
    }

    private void attach(@Nullable SocketChannel next) {
        lock.lock();
        try {
            client = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // From the agent to the current client.
    private @Nullable Void carryUp() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (agent.read(buffer.clear()) >= 0) {
            record(buffer.flip());
            heard.addAndGet(buffer.remaining());
            while (buffer.hasRemaining()) {
                SocketChannel there = awaitClient();
                try {
                    writeFully(there, buffer);
                } catch (IOException gone) {
                    leave(there);
                }
            }
        }
        return null;
    }

    private SocketChannel awaitClient() throws Exception {
        lock.lock();
        try {
            while (client == null) {
                if (closed) {
                    throw new IOException("closed");
                }
                changed.await();
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private void leave(SocketChannel gone) {
        lock.lock();
        try {
            if (gone.equals(client)) {
                client = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private static void writeFully(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        server.close();
        agent.close();
        for (SocketChannel each : clients) {
            each.close();
        }
        // They end by an exception, as the channels do.
        CompletableFuture.allOf(carriers.toArray(CompletableFuture[]::new))
                .handle((done, ended) -> true)
                .orTimeout(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
