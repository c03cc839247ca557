package org.qmp4j.fake.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.qmp4j.fake.script.DescriptorSource;

/** Errors on the thread that all fakes of a loop share. */
class LoopTest {
    /** A selector whose first selections fail. */
    private static final class Failing extends AbstractSelector {
        private final Selector real;
        private int failures = 3;

        Failing(SelectorProvider provider) throws IOException {
            super(provider);
            real = SelectorProvider.provider().openSelector();
        }

        @Override
        public int selectNow() throws IOException {
            return select(1);
        }

        @Override
        public int select() throws IOException {
            return select(0);
        }

        @Override
        public int select(long timeout) throws IOException {
            if (failures > 0) {
                failures--;
                throw new OutOfMemoryError("thrown on purpose");
            }
            return real.select(timeout);
        }

        @Override
        public Set<SelectionKey> keys() {
            return real.keys();
        }

        @Override
        public Set<SelectionKey> selectedKeys() {
            return real.selectedKeys();
        }

        @Override
        public Selector wakeup() {
            return real.wakeup();
        }

        @Override
        protected void implCloseSelector() throws IOException {
            real.close();
        }

        @Override
        protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
            throw new UnsupportedOperationException();
        }
    }

    private static final SelectorProvider FAILING = new SelectorProvider() {
        @Override
        public AbstractSelector openSelector() throws IOException {
            return new Failing(this);
        }

        @Override
        public DatagramChannel openDatagramChannel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public DatagramChannel openDatagramChannel(ProtocolFamily family) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Pipe openPipe() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketChannel openSocketChannel() {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void anErrorOfTheSelectorDoesNotEndTheFakes() {
        try (Loop loop = Loop.start("test-loop", FAILING)) {
            assertThat(CompletableFuture.supplyAsync(() -> loop.call(() -> "works")))
                    .succeedsWithin(20, TimeUnit.SECONDS)
                    .isEqualTo("works");
        }
    }

    @Test
    void anErrorOfATaskReachesItsCallerAndTheNextOneRuns() {
        try (Loop loop = Loop.start("test-loop", SelectorProvider.provider())) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> loop.call(() -> {
                        throw new OutOfMemoryError("thrown on purpose");
                    }))
                    .withCauseInstanceOf(OutOfMemoryError.class);
            assertThat(loop.call(() -> "works")).isEqualTo("works");
        }
    }

    /** Connects to a listener whose peer fails when it receives bytes. */
    @Test
    void aConnectionWhosePeerFailsIsClosedAndTheNextClientIsServed() throws Exception {
        Link.Peer failing = new Link.Peer() {
            @Override
            public void received(ByteBuffer bytes) {
                throw new OutOfMemoryError("thrown on purpose");
            }

            @Override
            public void gone() {}
        };
        try (Loop loop = Loop.start("test-loop", SelectorProvider.provider());
                ServerSocketChannel server = ServerSocketChannel.open().bind(null)) {
            CompletableFuture<Listener> made = new CompletableFuture<>();
            Listener listener = loop.call(() -> new Listener(
                    loop,
                    server,
                    DescriptorSource.NONE,
                    failing,
                    link -> made.join().next()));
            made.complete(listener);
            for (int client = 0; client < 2; client++) {
                try (SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
                    channel.write(ByteBuffer.wrap(new byte[] {'{'}));
                    assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                }
            }
            loop.run(listener::close);
        }
    }
}
