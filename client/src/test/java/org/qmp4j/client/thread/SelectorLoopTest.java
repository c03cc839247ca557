package org.qmp4j.client.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Conversation;

/** Errors on the selector thread of all sockets: the affected connections report them, all others continue. */
class SelectorLoopTest {
    private final FailingSupply supply = new FailingSupply();

    @BeforeEach
    void startWithoutLoop() {
        Await.until("no other test's loop runs", () -> loops() == 0);
    }

    private static long loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("qmp4j-selector"))
                .count();
    }

    /** A selector that fails on request. */
    private static final class FailingSupply implements SelectorSupply {
        private final List<Selector> selectors = new CopyOnWriteArrayList<>();
        private final LinkedBlockingQueue<Throwable> ofSelect = new LinkedBlockingQueue<>();
        private volatile boolean spins;
        private volatile boolean opensNone;

        @Override
        public Selector open() throws IOException {
            if (opensNone) {
                throw new IOException("too many open files");
            }
            Selector selector = Selector.open();
            selectors.add(selector);
            return selector;
        }

        @Override
        public int select(Selector selector, Consumer<SelectionKey> action, long millis) throws IOException {
            Throwable failure = ofSelect.poll();
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            return spins && selectors.size() == 1 ? 0 : selector.select(action, millis);
        }

        void failSelection(Throwable failure, SelectorLoop loop) {
            ofSelect.add(failure);
            loop.wakeup();
        }
    }

    /** A channel of the loop; the loop reads what is written to the other end. */
    private static final class Channel implements SelectorLoop.Handler, AutoCloseable {
        private final Pipe pipe;
        private final Registration registration;
        private final LinkedBlockingQueue<Byte> read = new LinkedBlockingQueue<>();
        private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
        private final AtomicInteger attempts = new AtomicInteger();
        private volatile @Nullable Error error;
        private volatile int unreportable;

        Channel(SelectorLoop loop) throws IOException {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            registration = loop.register(pipe.source(), SelectionKey.OP_READ, this);
        }

        @Override
        public void ready(SelectionKey key) throws IOException {
            if (error != null) {
                throw error;
            }
            ByteBuffer one = ByteBuffer.allocate(1);
            pipe.source().read(one);
            read.add(one.get(0));
        }

        @Override
        public void failed(Throwable cause) {
            if (attempts.incrementAndGet() <= unreportable) {
                throw new OutOfMemoryError("no room to report it");
            }
            failed.complete(cause);
        }

        void write(int b) throws IOException {
            pipe.sink().write(ByteBuffer.wrap(new byte[] {(byte) b}));
        }

        void assertServed() throws Exception {
            write(42);
            assertThat(read.poll(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isEqualTo((byte) 42);
        }

        Throwable failure() throws Exception {
            return failed.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() throws IOException {
            pipe.source().close();
            pipe.sink().close();
            registration.leave();
        }
    }

    @Test
    void afterAFailedThreadStartTheNextSocketIsServed() {
        SelectorSupply noThread = new SelectorSupply() {
            @Override
            public void start(String name, Runnable work) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> SelectorLoop.acquire(noThread));
        try (Conversation talk = Conversation.begin()) {
            talk.assertWorks();
            assertThat(loops()).isEqualTo(1);
        }
    }

    @Test
    void anErrorInAHandlerClosesItsChannelOnly() throws Exception {
        SelectorLoop loop = SelectorLoop.acquire(supply);
        try (Channel failing = new Channel(loop);
                Channel other = new Channel(loop)) {
            Error error = new StackOverflowError("thrown on purpose");
            failing.error = error;
            failing.write(1);
            assertThat(failing.failure()).isSameAs(error);
            other.assertServed();
        } finally {
            loop.release();
        }
    }

    @Test
    void aFailureThatCannotBeReportedIsReportedLater() throws Exception {
        SelectorLoop loop = SelectorLoop.acquire(supply);
        try (Channel failing = new Channel(loop);
                Channel other = new Channel(loop)) {
            Error error = new OutOfMemoryError("thrown on purpose");
            failing.unreportable = 3;
            failing.error = error;
            failing.write(1);
            other.assertServed();
            assertThat(failing.failure()).isSameAs(error);
            assertThat(failing.attempts).hasValue(4);
            other.assertServed();
        } finally {
            loop.release();
        }
    }

    @Test
    void theThreadStaysUntilTheLastFailureIsReported() throws Exception {
        SelectorLoop loop = SelectorLoop.acquire(supply);
        try (Channel failing = new Channel(loop)) {
            failing.unreportable = 3;
            failing.registration.fail(new OutOfMemoryError("thrown on purpose"));
            loop.release();
            assertThat(failing.failure()).hasMessage("thrown on purpose");
        }
        Await.until("the thread ends", () -> loops() == 0);
    }

    @Test
    void afterAnErrorOfTheSelectorANewOneServesAllChannels() throws Exception {
        for (Throwable failure : List.of(new OutOfMemoryError("thrown on purpose"), new ClosedSelectorException())) {
            SelectorLoop loop = SelectorLoop.acquire(supply);
            try (Channel one = new Channel(loop);
                    Channel other = new Channel(loop)) {
                int before = supply.selectors.size();
                supply.failSelection(failure, loop);
                Await.until("there is another selector", () -> supply.selectors.size() == before + 1);
                one.assertServed();
                other.assertServed();
                Await.until(
                        "the old one is closed",
                        () -> !supply.selectors.get(before - 1).isOpen());
            } finally {
                loop.release();
            }
            Await.until("the thread ends", () -> loops() == 0);
        }
    }

    @Test
    void aSelectorThatKeepsReturningImmediatelyIsReplaced() throws Exception {
        supply.spins = true;
        SelectorLoop loop = SelectorLoop.acquire(supply);
        try (Channel channel = new Channel(loop)) {
            channel.assertServed();
            assertThat(supply.selectors).hasSize(2);
        } finally {
            loop.release();
        }
    }

    @Test
    void afterAnInterruptTheThreadStillWaits() throws Exception {
        SelectorLoop loop = SelectorLoop.acquire(supply);
        try (Channel channel = new Channel(loop)) {
            Thread thread = Thread.getAllStackTraces().keySet().stream()
                    .filter(each -> each.getName().equals("qmp4j-selector"))
                    .findFirst()
                    .orElseThrow();
            thread.interrupt();
            Await.until("the flag is cleared", () -> !thread.isInterrupted());
            channel.assertServed();
            assertThat(supply.selectors).hasSize(1);
        } finally {
            loop.release();
        }
    }

    @Test
    void ifNoSelectorOpensAllChannelsFailAndTheNextUserGetsAWorkingLoop() throws Exception {
        SelectorLoop loop = SelectorLoop.acquire(supply);
        try (Channel one = new Channel(loop);
                Channel other = new Channel(loop)) {
            supply.opensNone = true;
            supply.failSelection(new OutOfMemoryError("thrown on purpose"), loop);
            assertThat(one.failure()).isInstanceOf(IOException.class).hasMessageContaining("open files");
            assertThat(other.failure()).isInstanceOf(IOException.class);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> new Channel(loop));
        }
        try (Conversation talk = Conversation.begin()) {
            talk.assertWorks();
        } finally {
            loop.release();
        }
    }
}
