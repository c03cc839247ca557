package org.qmp4j.client.spi;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Messages that wait for the one thread that writes them, and whether the transport is closed. Any thread. */
final class OutgoingQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final ArrayDeque<OutgoingMessage> messages = new ArrayDeque<>(4);
    // Guarded by lock.
    private boolean closed;
    // Guarded by lock.
    private boolean stopped;

    /** Adds a message; does nothing after {@link #close()}. */
    void add(OutgoingMessage message) {
        lock.lock();
        try {
            if (!closed) {
                messages.add(message);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** See {@link Transport#withdraw}. */
    boolean withdraw(OutgoingMessage message) {
        lock.lock();
        try {
            if (message.started()) {
                return false;
            }
            messages.remove(message);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next message, which counts as started from now on; null after {@link #stop()} and {@link #close()}. */
    @Nullable
    OutgoingMessage next() {
        lock.lock();
        try {
            while (messages.isEmpty() && !stopped) {
                changed.awaitUninterruptibly();
            }
            OutgoingMessage message = stopped ? null : messages.poll();
            if (message != null) {
                // The write may block with some bytes out, and it is not known how many.
                message.markStarted();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    /** No byte of the message that {@link #next()} returned last was sent. */
    void markUnsent(OutgoingMessage message) {
        lock.lock();
        try {
            message.markUnsent();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is written: the thread that writes ends, and what waits can only be withdrawn. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            stopped = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void awaitClose() {
        lock.lock();
        try {
            while (!closed) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
