package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.spi.Transport;

/** Connections share one thread: no connection may read much before the next one's turn. */
class FairTurnsTest {
    private static final int MOST_IN_A_TURN = 16 * 1024;

    @TempDir
    private Path folder;

    private final List<String> turns = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        open.add(server);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        Files.deleteIfExists(folder.resolve("s"));
    }

    /** Returns the peer's end of a connection whose turns are noted under this name. */
    private SocketChannel connect(String name, @Nullable CountDownLatch hold) throws IOException {
        Transport transport =
                SocketTransport.over(SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s"))), name);
        open.add(transport);
        transport.start(new Transport.Receiver() {
            @Override
            public void received(byte[] buffer, int offset, int length) {
                turns.add(name + " " + length);
                if (hold != null) {
                    awaitQuietly(hold);
                }
            }

            @Override
            public void ended(@Nullable Throwable cause) {
                turns.add(name + " ended");
            }
        });
        SocketChannel peer = Objects.requireNonNull(server).accept();
        open.add(peer);
        return peer;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(new byte[count]);
    }

    @Test
    void aConnectionWithLittleDataWaitsForOneTurnOfABusyOneAtMost() throws IOException {
        CountDownLatch hold = new CountDownLatch(1);
        SocketChannel holding = connect("holding", hold);
        SocketChannel much = connect("much", null);
        SocketChannel little = connect("little", null);
        // While the thread is blocked, both become ready.
        holding.write(bytes(1));
        Await.until("the thread is blocked", () -> turns.size() == 1);
        much.configureBlocking(false);
        int sent = much.write(bytes(150_000));
        little.write(bytes(10));
        hold.countDown();
        Await.until("all bytes are received", () -> received("much") == sent && received("little") == 10);
        assertThat(sent).isGreaterThan(2 * MOST_IN_A_TURN);
        assertThat(turns.indexOf("little 10")).isLessThanOrEqualTo(2);
        assertThat(turns).allSatisfy(turn -> assertThat(length(turn)).isLessThanOrEqualTo(MOST_IN_A_TURN));
    }

    private int received(String name) {
        return List.copyOf(turns).stream()
                .filter(turn -> turn.startsWith(name))
                .mapToInt(FairTurnsTest::length)
                .sum();
    }

    private static int length(String turn) {
        return Integer.parseInt(turn.substring(turn.indexOf(' ') + 1));
    }
}
