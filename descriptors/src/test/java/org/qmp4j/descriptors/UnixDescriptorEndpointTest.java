package org.qmp4j.descriptors;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;

class UnixDescriptorEndpointTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("vm.qmp");
    }

    private ServerSocketChannel listening(int backlog) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path()), backlog);
    }

    private Transport open(Duration allowed) {
        return Descriptors.unix(path()).connector().open(Deadline.after(allowed));
    }

    @Test
    void bytesAreSentAndReceived() throws IOException {
        try (ServerSocketChannel server = listening(1);
                Transport transport = open(PATIENCE);
                SocketChannel peer = server.accept()) {
            assertThat(transport.carriesDescriptors()).isTrue();
            transport.start(new Ignoring());
            transport.send(new OutgoingMessage("hello".getBytes(US_ASCII)));
            ByteBuffer got = ByteBuffer.allocate(5);
            while (got.hasRemaining() && peer.read(got) >= 0) {
                // Continue with the rest.
            }
            assertThat(new String(got.array(), US_ASCII)).isEqualTo("hello");
        }
    }

    @Test
    void receivedBytesAreReadEvenIfAWriteFails() throws Exception {
        try (ServerSocketChannel server = listening(1);
                Transport transport = open(PATIENCE)) {
            // More than one read returns, but not more than the socket buffers.
            byte[] words = new byte[100 << 10];
            try (SocketChannel peer = server.accept()) {
                peer.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 20);
                peer.write(ByteBuffer.wrap(words));
            }
            Answering replier = new Answering(transport);
            transport.start(replier);
            assertThat(replier.all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isEqualTo(words.length);
        }
    }

    /** Answers the first bytes, and waits until the answer was written or the write failed. */
    private static final class Answering implements Transport.Receiver {
        private final Transport transport;
        private final CompletableFuture<Integer> all = new CompletableFuture<>();
        // Reader thread only.
        private int bytes;

        Answering(Transport transport) {
            this.transport = transport;
        }

        @Override
        public void received(byte[] buffer, int offset, int length) {
            if (bytes == 0) {
                transport.send(new OutgoingMessage("late".getBytes(US_ASCII)));
                awaitTheWriter();
            }
            bytes += length;
        }

        private void awaitTheWriter() {
            await(() -> Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().equals("qmp4j-writer " + transport.name()))
                    .flatMap(thread -> Stream.of(thread.getValue()))
                    .anyMatch(frame -> frame.getMethodName().equals("awaitClose")));
        }

        @Override
        public void ended(@Nullable Throwable cause) {
            all.complete(bytes);
        }
    }

    @Test
    void itHasTheSameTextAsAPlainEndpoint() {
        assertThat(Descriptors.unix(path()))
                .hasToString(Endpoint.unix(path()).toString())
                .isEqualTo(Descriptors.unix(path()))
                .hasSameHashCodeAs(Descriptors.unix(path()));
    }

    @Test
    void aMissingListenerIsReportedLikeByAPlainEndpoint() {
        assertThatExceptionOfType(QmpNotListeningException.class)
                .isThrownBy(() -> open(PATIENCE))
                .withMessageContaining("no such socket");
    }

    @Test
    void aFileThatIsNotASocketIsReported() throws IOException {
        Files.createFile(path());
        assertThatExceptionOfType(QmpNotListeningException.class)
                .isThrownBy(() -> open(PATIENCE))
                .withMessageContaining("what is there is no socket");
    }

    @Test
    void aSocketOfAnotherTypeIsNotTakenForAFullQueue() throws IOException {
        try (AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance()) {
            socket.bind(AFUNIXSocketAddress.of(path()));
            for (Endpoint endpoint : List.of(Descriptors.unix(path()), Endpoint.unix(path()))) {
                assertThatExceptionOfType(QmpConnectException.class)
                        .isThrownBy(() -> endpoint.connector().open(Deadline.after(Duration.ofMillis(100))))
                        .withMessageContainingAll("within 100 ms", "is it a stream socket")
                        .withMessageNotContaining("queue");
            }
        }
    }

    @Test
    void connectWaitsForAFullQueueUntilItsTimeout() throws IOException {
        try (ServerSocketChannel server = listening(1)) {
            List<Transport> queued = List.of(open(PATIENCE), open(PATIENCE));
            assertThatExceptionOfType(QmpConnectException.class)
                    .isThrownBy(() -> open(Duration.ofMillis(200)))
                    .withMessageContainingAll("within 200 ms", "its queue of connections is full");
            queued.forEach(Transport::close);
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void connectSucceedsWhenAFullQueueHasRoom() throws Exception {
        try (ServerSocketChannel server = listening(1)) {
            List<Transport> queued = List.of(open(PATIENCE), open(PATIENCE));
            List<SocketChannel> accepted = new ArrayList<>();
            Thread accepting = new Thread(() -> acceptTwo(server, accepted));
            accepting.start();
            Transport third = open(PATIENCE);
            accepting.join();
            third.close();
            queued.forEach(Transport::close);
            for (SocketChannel channel : accepted) {
                channel.close();
            }
        }
    }

    @Test
    void aWaitingConnectLeavesNoDeadConnectionInTheQueue() throws Exception {
        try (ServerSocketChannel server = listening(1)) {
            List<Transport> queued = List.of(open(PATIENCE), open(PATIENCE));
            CompletableFuture<Transport> third = new CompletableFuture<>();
            Thread waiting = new Thread(() -> third.complete(open(PATIENCE)));
            waiting.start();
            await(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            for (Transport before : queued) {
                server.accept().close();
                before.close();
            }
            try (SocketChannel next = server.accept();
                    Transport transport = third.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                transport.start(new Ignoring());
                transport.send(new OutgoingMessage("hello".getBytes(US_ASCII)));
                assertThat(next.read(ByteBuffer.allocate(5))).isPositive();
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("nanoseconds too late").isNegative();
            Thread.onSpinWait();
        }
    }

    private static void acceptTwo(ServerSocketChannel server, List<SocketChannel> accepted) {
        try {
            accepted.add(server.accept());
            accepted.add(server.accept());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void anInterruptEndsTheWaitForAFullQueue() throws IOException {
        try (ServerSocketChannel server = listening(1)) {
            List<Transport> queued = List.of(open(PATIENCE), open(PATIENCE));
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(QmpInterruptedException.class).isThrownBy(() -> open(Duration.ofDays(1)));
            assertThat(Thread.interrupted()).isTrue();
            queued.forEach(Transport::close);
            assertThat(server.isOpen()).isTrue();
        }
    }

    private static final class Ignoring implements Transport.Receiver {
        @Override
        public void received(byte[] bytes, int from, int to) {}

        @Override
        public void ended(@Nullable Throwable cause) {}
    }
}
