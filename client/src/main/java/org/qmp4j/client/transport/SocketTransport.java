package org.qmp4j.client.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.options.KeepAlive;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.client.thread.Registration;
import org.qmp4j.client.thread.SelectorLoop;

/**
 * A connection over a non-blocking socket. The thread that sends writes as much as fits, and the one selector thread of
 * the JVM writes the rest; that thread does all the reading. An interrupt cannot close the channel, as it would a blocking
 * one.
 */
public final class SocketTransport implements Transport {
    /** The peer has closed the connection in order. Made in advance, because memory may be short when it is used. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final EOFException PEER_CLOSED = new EOFException();

    private final String name;
    private final SocketChannel channel;
    private final SelectorLoop loop;

    private final ReentrantLock writeLock = new ReentrantLock();
    // Guarded by writeLock.
    private final WriteQueue queue = new WriteQueue();
    // Guarded by writeLock.
    private boolean socketIsFull;
    // Guarded by writeLock. A write failed: nothing more is written, and what is queued can only be withdrawn.
    private boolean writeFailed;
    // Set by the selector thread alone, to itself, while it hands over what it has read.
    // Others may see an old value, but none that is equal to themselves.
    private @Nullable Thread collector;
    // Selector thread only. Something was queued meanwhile.
    private boolean collected;
    // Written under writeLock.
    private volatile @Nullable Registration registration;
    // Guarded by writeLock.
    private boolean closed;

    private SocketTransport(String name, SocketChannel channel, SelectorLoop loop) {
        this.name = name;
        this.channel = channel;
        this.loop = loop;
    }

    /** A transport over a connected socket, which belongs to it from now on, also if this throws. */
    public static Transport over(SocketChannel channel, String name) throws IOException {
        try {
            channel.configureBlocking(false);
            return new SocketTransport(name, channel, SelectorLoop.acquire());
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public void keepAlive(KeepAlive keepAlive) {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            KeepAliveSetter.set(channel::setOption, channel.supportedOptions(), keepAlive);
        }
    }

    @Override
    public void start(Receiver receiver) {
        Reader reader = new Reader(receiver);
        writeLock.lock();
        try {
            if (closed) {
                return;
            }
            int interest = SelectionKey.OP_READ | (queue.isEmpty() ? 0 : SelectionKey.OP_WRITE);
            registration = loop.register(channel, interest, reader);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public void send(OutgoingMessage message) {
        writeLock.lock();
        try {
            if (closed) {
                return;
            }
            queue.add(message);
            // While the reader works through what it has read, its answers to that go out together.
            if (Thread.currentThread().equals(collector)) {
                collected = true;
            } else if (!socketIsFull) {
                writeWhatFits();
            }
        } catch (RuntimeException | Error unwritten) {
            // How far the queue was written is not known any more, so nothing may follow.
            writeFailed = true;
            abort(unwritten);
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public void abort(Throwable cause) {
        Registration served = registration;
        if (served == null) {
            close();
        } else {
            served.fail(cause);
        }
    }

    // Caller holds writeLock. Non-blocking: returns when the socket takes no more.
    private void writeWhatFits() {
        boolean full = false;
        try {
            full = !writeFailed && !queue.writeTo(channel);
        } catch (IOException broken) {
            // The reader meets the same broken socket, after what the peer had still sent, and reports it.
            writeFailed = true;
        }
        wantToWrite(full);
    }

    private void wantToWrite(boolean wanted) {
        socketIsFull = wanted;
        Registration served = registration;
        if (served != null) {
            served.interest(wanted ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    @Override
    public long waitingBytes() {
        writeLock.lock();
        try {
            return queue.bytes();
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public boolean withdraw(OutgoingMessage message) {
        writeLock.lock();
        try {
            return queue.withdraw(message);
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        Registration served;
        writeLock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            served = registration;
            closeChannel();
        } finally {
            writeLock.unlock();
        }
        if (served != null) {
            served.leave();
        }
        loop.release();
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            // It is gone either way.
        } catch (Error halfClosed) {
            // The JDK marks a channel as closed before it closes the socket: only another selector gives that up.
            loop.distrustSelector();
        }
    }

    /** The loop's side of the connection. Selector thread only. */
    private final class Reader implements SelectorLoop.Handler {
        private final Receiver receiver;

        Reader(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void ready(SelectionKey key) throws IOException {
            try {
                if (key.isWritable()) {
                    flush();
                }
                if (key.isReadable()) {
                    read();
                }
            } catch (CancelledKeyException | ClosedChannelException closedByUs) {
                // close() came in between; it is not an error.
            }
        }

        private void flush() {
            writeLock.lock();
            try {
                if (!closed) {
                    writeWhatFits();
                }
            } finally {
                writeLock.unlock();
            }
        }

        private void read() throws IOException {
            ByteBuffer buffer = loop.readBuffer();
            int count = channel.read(buffer);
            if (count < 0) {
                throw PEER_CLOSED;
            }
            if (count > 0) {
                collector = Thread.currentThread();
                receiver.received(buffer.array(), buffer.arrayOffset(), count);
                collector = null;
                sendCollected();
            }
        }

        private void sendCollected() {
            if (collected) {
                collected = false;
                flush();
            }
        }

        @Override
        public void failed(Throwable cause) {
            collector = null;
            if (!isClosed()) {
                receiver.ended(cause == PEER_CLOSED ? null : cause);
            }
        }
    }

    private boolean isClosed() {
        writeLock.lock();
        try {
            return closed;
        } finally {
            writeLock.unlock();
        }
    }
}
