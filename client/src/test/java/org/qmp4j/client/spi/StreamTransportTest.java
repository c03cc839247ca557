package org.qmp4j.client.spi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.Await;

/** Streams whose writes fail while received bytes are still unread. */
class StreamTransportTest {
    private static final String LAST_EVENT = "{\"event\": \"SHUTDOWN\"}\r\n";

    /** Streams that close each other, like those of a socket. Input is available only after a write has failed. */
    private static final class Broken implements Transport.Receiver {
        private final CountDownLatch closed = new CountDownLatch(1);
        private final CompletableFuture<Thread> writer = new CompletableFuture<>();
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
        private final @Nullable Error error;

        Broken(@Nullable Error error) {
            this.error = error;
        }

        private final InputStream in = new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("the client reads blocks");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                Thread writing = writer.join();
                Await.until("the writer waits or has ended", () -> switch (writing.getState()) {
                    case WAITING, TERMINATED -> true;
                    default -> false;
                });
                if (closed.getCount() == 0) {
                    throw new IOException("not open");
                }
                if (text.isDone()) {
                    return -1;
                }
                byte[] words = LAST_EVENT.getBytes(ISO_8859_1);
                System.arraycopy(words, 0, buffer, offset, words.length);
                return words.length;
            }
        };

        private final OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException("the client writes blocks");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                writer.complete(Thread.currentThread());
                if (error != null) {
                    throw error;
                }
                throw new IOException("broken pipe");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };

        Transport transport() {
            return new StreamTransport("test", in, out, closed::countDown);
        }

        @Override
        public void received(byte[] buffer, int offset, int length) {
            text.complete(new String(buffer, offset, length, ISO_8859_1));
        }

        @Override
        public void ended(@Nullable Throwable cause) {
            end.complete(cause);
        }
    }

    private static OutgoingMessage command() {
        return new OutgoingMessage("{}\n".getBytes(ISO_8859_1));
    }

    private static <T extends @Nullable Object> T of(CompletableFuture<T> future) throws Exception {
        return future.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void receivedBytesAreReadEvenIfAWriteFails() throws Exception {
        Broken streams = new Broken(null);
        try (Transport transport = streams.transport()) {
            transport.send(command());
            OutgoingMessage next = command();
            transport.send(next);
            transport.start(streams);
            assertThat(of(streams.end)).as("end without an error").isNull();
            assertThat(streams.text).isCompletedWithValue(LAST_EVENT);
            assertThat(transport.withdraw(next)).as("it was not sent").isTrue();
        }
        assertThat(streams.closed.await(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
    }

    @Test
    void anErrorOfTheWriterEndsTheConnectionWithThatReason() throws Exception {
        Error error = new OutOfMemoryError("no room for this command");
        Broken streams = new Broken(error);
        try (Transport transport = streams.transport()) {
            transport.start(streams);
            transport.send(command());
            assertThat(of(streams.end)).isSameAs(error);
        }
    }

    /** A receiver that runs out of memory: for the received bytes, and the first time also for the end. */
    private static final class WithoutMemory implements Transport.Receiver {
        private final AtomicInteger attempts = new AtomicInteger();
        private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();

        @Override
        public void received(byte[] buffer, int offset, int length) {
            throw new OutOfMemoryError("no room for what was read");
        }

        @Override
        public void ended(@Nullable Throwable cause) {
            if (attempts.incrementAndGet() <= 3) {
                throw new OutOfMemoryError("no room for the end");
            }
            end.complete(cause);
        }
    }

    @Test
    void theReaderRepeatsTheReportOfTheEndUntilItSucceeds() throws Exception {
        WithoutMemory receiver = new WithoutMemory();
        InputStream in = new ByteArrayInputStream(LAST_EVENT.getBytes(ISO_8859_1));
        try (Transport transport = new StreamTransport("test", in, OutputStream.nullOutputStream(), () -> {})) {
            transport.start(receiver);
            assertThat(of(receiver.end)).hasMessage("no room for what was read");
            assertThat(receiver.attempts).hasValue(4);
        }
    }
}
