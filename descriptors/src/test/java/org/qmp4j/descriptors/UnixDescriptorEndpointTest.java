package org.qmp4j.descriptors;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpNobodyListensException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.client.transport.Outgoing;
import org.qmp4j.client.transport.Transport;

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
        return Descriptors.unix(path()).open(Deadline.after(allowed));
    }

    @Test
    void bytesGoThrough() throws IOException {
        try (ServerSocketChannel server = listening(1);
                Transport transport = open(PATIENCE);
                SocketChannel peer = server.accept()) {
            assertThat(transport.carriesDescriptors()).isTrue();
            transport.start(new Ignoring());
            transport.send(new Outgoing("hello".getBytes(US_ASCII)));
            ByteBuffer got = ByteBuffer.allocate(5);
            while (got.hasRemaining() && peer.read(got) >= 0) {
                // On to the rest.
            }
            assertThat(new String(got.array(), US_ASCII)).isEqualTo("hello");
        }
    }

    @Test
    void itIsNamedAsThePlainOneIs() {
        assertThat(Descriptors.unix(path()))
                .hasToString(Endpoint.unix(path()).toString())
                .isEqualTo(Descriptors.unix(path()))
                .hasSameHashCodeAs(Descriptors.unix(path()));
    }

    @Test
    void nobodyThereIsToldAsByThePlainOne() {
        assertThatExceptionOfType(QmpNobodyListensException.class)
                .isThrownBy(() -> open(PATIENCE))
                .withMessageContaining("no such socket");
    }

    @Test
    void aFileThatIsNoSocketIsTold() throws IOException {
        Files.createFile(path());
        assertThatExceptionOfType(QmpNobodyListensException.class)
                .isThrownBy(() -> open(PATIENCE))
                .withMessageContaining("what is there is no socket");
    }

    @Test
    void aFullQueueIsWaitedForNoLongerThanTheDeadline() throws IOException {
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
    void aPlaceThatGetsFreeInAFullQueueIsTaken() throws Exception {
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

    private static void acceptTwo(ServerSocketChannel server, List<SocketChannel> accepted) {
        try {
            accepted.add(server.accept());
            accepted.add(server.accept());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void anInterruptEndsTheWaitForAPlace() throws IOException {
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
