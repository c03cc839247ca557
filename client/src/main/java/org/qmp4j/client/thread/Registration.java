package org.qmp4j.client.thread;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A channel that a {@link SelectorLoop} serves. All methods may be called by any thread. */
public final class Registration {
    private final SelectorLoop loop;
    private final ReentrantLock lock;
    private final SelectableChannel channel;
    private final SelectorLoop.Handler handler;
    // Guarded by lock. The loop can replace its selector, and then the key is another one.
    private @Nullable SelectionKey key;
    // Guarded by lock.
    private int interest;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean unreported = new AtomicBoolean();
    // Written by the thread that has set the flag above, before others can see this.
    private @Nullable Registration nextUnreported;

    Registration(
            SelectorLoop loop,
            ReentrantLock lock,
            SelectableChannel channel,
            int interest,
            SelectorLoop.Handler handler) {
        this.loop = loop;
        this.lock = lock;
        this.channel = channel;
        this.interest = interest;
        this.handler = handler;
        linkFailing();
    }

    // The JVM links an atomic operation at its first use, which needs memory. So each is used once here, before memory
    // can run out.
    private void linkFailing() {
        failure.compareAndSet(null, null);
        if (unreported.compareAndSet(false, false)) {
            unreported.set(false);
        }
    }

    /** Changes what the channel waits for; takes effect now. */
    public void interest(int operations) {
        lock.lock();
        try {
            if (interest == operations) {
                return;
            }
            interest = operations;
            if (key != null && key.isValid()) {
                key.interestOps(operations);
            }
        } finally {
            lock.unlock();
        }
        loop.wakeup();
    }

    /**
     * Gives the channel up: {@link SelectorLoop.Handler#ready} is not called any more, and {@link
     * SelectorLoop.Handler#failed} is called by the loop's thread until it returns normally. The first cause counts. Needs no
     * memory.
     */
    public void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        reportAgain();
    }

    void reportAgain() {
        if (unreported.compareAndSet(false, true)) {
            loop.addUnreported(this);
        }
    }

    /** Ends this, after the channel was closed. */
    public void leave() {
        loop.remove(this);
    }

    // Caller holds the lock.
    void enter(Selector selector) throws IOException {
        if (failure.get() != null) {
            reportAgain();
            return;
        }
        try {
            key = channel.register(selector, interest, this);
        } catch (ClosedChannelException closedMeanwhile) {
            key = null;
        }
    }

    // Loop thread only.
    void serve(SelectionKey ready) {
        if (failure.get() != null) {
            reportAgain();
            return;
        }
        try {
            handler.ready(ready);
        } catch (Throwable broken) {
            fail(broken);
        }
    }

    /** Reports the failure; false if that must be tried again. Loop thread only. */
    boolean isReported() {
        unreported.set(false);
        Throwable cause = failure.get();
        try {
            if (cause != null) {
                silence();
                handler.failed(cause);
            }
            return true;
        } catch (Throwable noMemoryEither) {
            return false;
        }
    }

    // Otherwise a socket at its end is ready for ever.
    private void silence() {
        lock.lock();
        try {
            if (key != null) {
                key.cancel();
            }
        } catch (Error halfCancelled) {
            loop.distrustSelector();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Registration nextUnreported() {
        return nextUnreported;
    }

    void nextUnreported(@Nullable Registration next) {
        nextUnreported = next;
    }
}
