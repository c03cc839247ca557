package org.qmp4j.client.thread;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread that serves all sockets of the JVM. It begins with the first socket and ends after the last.
 *
 * <p>Each {@link #acquire()} is paired with one {@link #release()} of the loop it gave; in between any thread may register channels.
 */
public final class SelectorLoop {
    /** Whoever owns a registered channel. Loop thread only; must not block. */
    public interface Handler {
        /** The channel can be read or written, as the key's ready set tells. */
        void ready(SelectionKey key);

        /** {@link #ready} threw, or the loop itself is broken: give the channel up. */
        void failed(Throwable cause);
    }

    /**
     * How much one channel may bring before it is the next one's turn. It bounds the messages in it as well: a flood of the
     * shortest has some 1,400 in a turn.
     */
    public static final int READ_BYTES = 16 * 1024;

    private static final ReentrantLock LOCK = new ReentrantLock();

    // Guarded by LOCK.
    private static @Nullable SelectorLoop current;

    private final Selector selector;
    private final ByteBuffer readBuffer = ByteBuffer.allocate(READ_BYTES);
    private volatile boolean stopped;
    // Guarded by LOCK.
    private int users;

    private SelectorLoop(Selector selector) {
        this.selector = selector;
    }

    /** The running loop, started if need be. Every call is paired with one of {@link #release()}. */
    public static SelectorLoop acquire() throws IOException {
        return acquire(Threads::start);
    }

    static SelectorLoop acquire(BiConsumer<String, Runnable> threads) throws IOException {
        LOCK.lock();
        try {
            SelectorLoop loop = current;
            if (loop == null) {
                loop = started(threads);
                current = loop;
            }
            loop.users++;
            return loop;
        } finally {
            LOCK.unlock();
        }
    }

    private static SelectorLoop started(BiConsumer<String, Runnable> threads) throws IOException {
        SelectorLoop loop = new SelectorLoop(Selector.open());
        try {
            threads.accept("qmp4j-selector", loop::run);
            return loop;
        } catch (RuntimeException | Error noThread) {
            // As where the system gives no more of them; the next socket may have better luck.
            loop.closeQuietly();
            throw noThread;
        }
    }

    /** Gives back what {@link #acquire()} gave; the last one ends the thread. */
    public void release() {
        LOCK.lock();
        try {
            users--;
            if (users == 0) {
                current = current == this ? null : current;
                stopped = true;
                selector.wakeup();
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** Serves a non-blocking channel from now on. */
    public SelectionKey register(SelectableChannel channel, int interest, Handler handler) throws IOException {
        SelectionKey key = channel.register(selector, interest, handler);
        selector.wakeup();
        return key;
    }

    /** Makes a changed interest set, or the close of a channel, take effect now. */
    public void wakeup() {
        selector.wakeup();
    }

    /** One empty buffer, with an array, for all reads of all channels: what is read is used up before the next read. Loop thread only. */
    public ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    private void run() {
        try {
            while (!stopped) {
                selector.select(SelectorLoop::serve);
            }
            // A closed channel gives its descriptor back only when the selector has seen that its key is cancelled.
            selector.selectNow();
        } catch (IOException | RuntimeException | Error broken) {
            abandon(broken);
        } finally {
            closeQuietly();
        }
    }

    private void closeQuietly() {
        try {
            selector.close();
        } catch (IOException alreadyBroken) {
            // Nothing is left that could use it.
        }
    }

    private static void serve(SelectionKey key) {
        Handler handler = (Handler) key.attachment();
        try {
            handler.ready(key);
        } catch (RuntimeException | Error broken) {
            handler.failed(broken);
        }
    }

    /** The selector itself broke: tell every channel, so that no caller waits for a thread that is gone. */
    private void abandon(Throwable cause) {
        LOCK.lock();
        try {
            current = current == this ? null : current;
        } finally {
            LOCK.unlock();
        }
        Set.copyOf(selector.keys()).forEach(key -> ((Handler) key.attachment()).failed(cause));
    }
}
