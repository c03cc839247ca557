package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.StreamTransport;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** Commands that pass descriptors, over a transport that only records them. */
// The futures of calls that must stay unanswered are of no use to the tests.
@SuppressWarnings("FutureReturnValueIgnored")
class DescriptorCallTest {
    private static final CallOptions WITH_STDERR = CallOptions.DEFAULT.withDescriptors(List.of(FileDescriptor.err));

    private final Carrier carrier = new Carrier();
    private final Conversation talk = Conversation.begin(carrier::to);
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    /** A transport over a socket of the JDK, which cannot pass a descriptor. */
    private static final class Carrier {
        private final List<FileDescriptor> attached = new CopyOnWriteArrayList<>();
        private volatile boolean refusing;

        Endpoint to(Peer peer) {
            return Endpoint.of(deadline -> open(peer, deadline));
        }

        private Transport open(Peer peer, Deadline deadline) {
            try {
                assertThat(deadline.hasPassed()).isFalse();
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(peer.path()));
                return new StreamTransport(
                        "test",
                        new ChannelInput(channel),
                        new ChannelOutput(channel),
                        () -> close(channel),
                        this::attach);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private void attach(List<FileDescriptor> descriptors) throws IOException {
            if (refusing) {
                throw new IOException("not open any more");
            }
            attached.addAll(descriptors);
        }

        private static void close(SocketChannel channel) {
            try {
                channel.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    // In JDK 17 and older, the streams of a channel cannot write while another thread reads.
    private static final class ChannelInput extends InputStream {
        private final SocketChannel channel;

        ChannelInput(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("the client reads blocks");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        }
    }

    private static final class ChannelOutput extends OutputStream {
        private final SocketChannel channel;

        ChannelOutput(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("the client writes blocks");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    @AfterEach
    void end() {
        talk.close();
    }

    // Bytes arrive in order: if this command arrives next, nothing was sent before it.
    private void assertOnlyThisIsSent(String outOfBand) {
        Caller<JsonNode> fast = Caller.of(() -> client.execute(RawCommand.named(outOfBand), CallOptions.outOfBand()));
        peer.answer(peer.idOfNext(outOfBand), "{}");
        fast.value();
    }

    @Test
    void descriptorsAreAttachedOnlyToTheirCommand() {
        client.submit(RawCommand.named("before"));
        peer.answer(peer.idOfNext("before"), "{}");
        assertThat(carrier.attached).isEmpty();
        CompletableFuture<JsonNode> getfd = client.submit(RawCommand.named("getfd"), WITH_STDERR);
        peer.answer(peer.idOfNext("getfd"), "{}");
        Caller.of(getfd::get).value();
        talk.assertWorks();
        assertThat(carrier.attached).containsExactly(FileDescriptor.err);
    }

    @Test
    void itWaitsForTheRepliesToAllCommandsInFlight() {
        client.submit(RawCommand.named("slow"));
        client.submit(RawCommand.named("urgent"), CallOptions.outOfBand());
        String slow = peer.idOfNext("slow");
        String urgent = peer.idOfNext("urgent");
        client.submit(RawCommand.named("getfd"), WITH_STDERR);
        assertOnlyThisIsSent("one");
        peer.answer(slow, "{}");
        assertOnlyThisIsSent("two");
        peer.answer(urgent, "{}");
        peer.idOfNext("getfd");
    }

    @Test
    void nothingElseIsSentBeforeItsReplyAndThenOutOfBandCommandsFirst() {
        client.submit(RawCommand.named("getfd"), WITH_STDERR);
        String getfd = peer.idOfNext("getfd");
        Caller<JsonNode> next =
                Caller.of(() -> client.execute(RawCommand.named("next"))).untilItWaits();
        Caller<JsonNode> urgent = Caller.of(() -> client.execute(RawCommand.named("urgent"), CallOptions.outOfBand()))
                .untilItWaits();
        assertThat(peer.hasLine()).isFalse();
        peer.answer(getfd, "{}");
        peer.answer(peer.idOfNext("urgent"), "\"first\"");
        peer.answer(peer.idOfNext("next"), "\"second\"");
        assertThat(urgent.value().stringValue()).isEqualTo("first");
        assertThat(next.value().stringValue()).isEqualTo("second");
    }

    @Test
    void afterACancelledDescriptorCallQueuedCommandsAreSent() {
        client.submit(RawCommand.named("slow"));
        peer.idOfNext("slow");
        QmpTimeoutException late = Caller.of(
                        () -> client.execute(RawCommand.named("getfd"), WITH_STDERR.withTimeout(Duration.ofMillis(50))))
                .failure(QmpTimeoutException.class);
        assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT);
        client.submit(RawCommand.named("next"));
        peer.idOfNext("next");
        assertThat(carrier.attached).isEmpty();
    }

    @Test
    void aDescriptorCallThatTimesOutStillBlocksOthersUntilItsReply() {
        Caller<JsonNode> given = Caller.of(
                () -> client.execute(RawCommand.named("getfd"), WITH_STDERR.withTimeout(Duration.ofMillis(50))));
        String getfd = peer.idOfNext("getfd");
        assertThat(given.failure(QmpTimeoutException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
        Caller<JsonNode> next =
                Caller.of(() -> client.execute(RawCommand.named("next"))).untilItWaits();
        assertThat(peer.hasLine()).isFalse();
        peer.answer(getfd, "{}");
        peer.answer(peer.idOfNext("next"), "{}");
        next.value();
    }

    @Test
    void aDescriptorThatCannotBeAttachedEndsTheConnectionAndAllCalls() {
        carrier.refusing = true;
        QmpDisconnectedException refused = Caller.of(() -> client.execute(RawCommand.named("getfd"), WITH_STDERR))
                .failure(QmpDisconnectedException.class);
        assertThat(refused.outcome()).as("no byte of it was sent").isEqualTo(Outcome.NOT_SENT);
        assertThat(refused).hasMessageContainingAll("'getfd' was not sent", "not open any more");
        peer.awaitEnd();
    }

    @Test
    void aDescriptorThatIsClosedInTheMeantimeIsReportedAndTheCommandIsNotSent() throws Exception {
        client.submit(RawCommand.named("slow"));
        String slow = peer.idOfNext("slow");
        CompletableFuture<JsonNode> getfd;
        try (FileInputStream file = new FileInputStream("/dev/null")) {
            getfd = client.submit(
                    RawCommand.named("getfd"), CallOptions.DEFAULT.withDescriptors(List.of(file.getFD())));
        }
        peer.answer(slow, "{}");
        QmpDisconnectedException refused = Caller.failureOf(getfd, QmpDisconnectedException.class);
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused).hasMessageContaining("a descriptor was closed before its command was sent");
        assertThat(carrier.attached).isEmpty();
    }

    @Test
    void aTransportWithoutDescriptorsRejectsThemBeforeSending() {
        try (Conversation plain = Conversation.begin()) {
            QmpInvalidCommandException refused = Caller.of(
                            () -> plain.client().execute(RawCommand.named("getfd"), WITH_STDERR))
                    .failure(QmpInvalidCommandException.class);
            assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(refused).hasMessageContainingAll("getfd", "org.qmp4j:qmp4j-descriptors");
            plain.assertWorks();
        }
    }

    @Test
    void aClosedDescriptorIsRejectedImmediately() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallOptions.DEFAULT.withDescriptors(List.of(new FileDescriptor())));
    }

    @Test
    void executeAllRejectsDescriptors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.executeAll(List.of(RawCommand.named("getfd")), WITH_STDERR));
    }
}
