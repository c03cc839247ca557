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

/** A peer that ends while something is still to be written to it: what it had said before is heard. */
class FailedWriteTest {
    private static final String LAST_WORDS = "{\"event\": \"SHUTDOWN\"}\r\n";

    private final Peer listening = Peer.listening();
    private final SocketChannel channel = connect();
    private final PeerConnection peer = listening.acceptWithoutReading();
    private final Heard heard = new Heard();

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

    /** Keeps what comes, and answers each piece, where it is told to. */
    private static final class Heard implements Transport.Receiver {
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
        peer.send(LAST_WORDS);
        peer.close();
        try (Transport transport = SocketTransport.over(channel, "test")) {
            OutgoingMessage late = command();
            transport.send(late);
            transport.start(heard);
            assertThat(heard.untilTheEnd()).isEqualTo(LAST_WORDS);
            assertThat(transport.withdraw(late)).as("nothing of it was sent").isTrue();
        }
    }

    @Test
    void allPiecesAreReadEvenIfTheReplyToTheFirstCannotBeWritten() throws Exception {
        // More than is read at once, and no more than the socket holds.
        String much = "x".repeat(140 << 10) + LAST_WORDS;
        peer.sendBuffer(1 << 20);
        peer.send(much);
        peer.close();
        try (Transport transport = SocketTransport.over(channel, "test")) {
            heard.answering = transport;
            transport.start(heard);
            assertThat(heard.untilTheEnd()).hasSameSizeAs(much).endsWith(LAST_WORDS);
        }
    }

    @Test
    void aPeerThatOnlySendsIsReadAndUnwrittenMessagesCanBeWithdrawn() throws Exception {
        try (Transport transport = SocketTransport.over(channel, "test")) {
            transport.start(heard);
            peer.readNoMore();
            OutgoingMessage first = command();
            OutgoingMessage second = command();
            transport.send(first);
            transport.send(second);
            peer.send(LAST_WORDS);
            Await.until("it is heard", () -> heard.bytes.size() == LAST_WORDS.length());
            assertThat(heard.all).isNotDone();
            assertThat(transport.withdraw(first)).isTrue();
            assertThat(transport.withdraw(second)).isTrue();
        }
    }
}
