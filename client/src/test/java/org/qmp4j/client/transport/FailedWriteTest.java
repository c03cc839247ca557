package org.qmp4j.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;

/** A peer that closes before the client has written everything: the client still reads all its bytes. */
class FailedWriteTest {
    private static final String LAST_EVENT = "{\"event\": \"SHUTDOWN\"}\r\n";

    private final Peer listening = Peer.listening();
    private final SocketChannel channel = connect();
    private final PeerConnection peer = listening.acceptWithoutReading();
    private final TestReceiver receiver = new TestReceiver();

    private SocketChannel connect() {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(listening.path()));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void end() {
        listening.close();
    }

    private static OutgoingMessage command() {
        return new OutgoingMessage("{}\n".getBytes(ISO_8859_1));
    }

    /** Keeps the received bytes, and answers each piece if it has a transport. */
    private static final class TestReceiver implements Transport.Receiver {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<String> all = new CompletableFuture<>();
        private @Nullable Transport answering;

        @Override
        public void received(byte[] buffer, int offset, int length) {
            bytes.write(buffer, offset, length);
            if (answering != null) {
                answering.send(command());
            }
        }

        @Override
        public void ended(@Nullable Throwable cause) {
            all.complete(bytes.toString(ISO_8859_1));
        }

        String untilTheEnd() throws Exception {
            return all.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void receivedBytesAreReadEvenIfWritingFails() throws Exception {
        peer.send(LAST_EVENT);
        peer.close();
        try (Transport transport = SocketTransport.over(channel, "test")) {
            OutgoingMessage late = command();
            transport.send(late);
            transport.start(receiver);
            assertThat(receiver.untilTheEnd()).isEqualTo(LAST_EVENT);
            assertThat(transport.withdraw(late)).as("no byte of it was sent").isTrue();
        }
    }

    @Test
    void allPiecesAreReadEvenIfTheReplyToTheFirstCannotBeWritten() throws Exception {
        // More than one read returns, but not more than the socket buffers.
        String much = "x".repeat(140 << 10) + LAST_EVENT;
        peer.sendBuffer(1 << 20);
        peer.send(much);
        peer.close();
        try (Transport transport = SocketTransport.over(channel, "test")) {
            receiver.answering = transport;
            transport.start(receiver);
            assertThat(receiver.untilTheEnd()).hasSameSizeAs(much).endsWith(LAST_EVENT);
        }
    }

    @Test
    void aPeerThatOnlySendsIsReadAndUnwrittenMessagesCanBeWithdrawn() throws Exception {
        try (Transport transport = SocketTransport.over(channel, "test")) {
            transport.start(receiver);
            peer.readNoMore();
            OutgoingMessage first = command();
            OutgoingMessage second = command();
            transport.send(first);
            transport.send(second);
            peer.send(LAST_EVENT);
            Await.until("the event is received", () -> receiver.bytes.size() == LAST_EVENT.length());
            assertThat(receiver.all).isNotDone();
            assertThat(transport.withdraw(first)).isTrue();
            assertThat(transport.withdraw(second)).isTrue();
        }
    }
}
