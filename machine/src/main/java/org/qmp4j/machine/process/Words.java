package org.qmp4j.machine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.qmp4j.client.transport.Deadline;

/** What a child process says: read, so that the child never blocks, and the end of it kept. */
final class Words {
    private final int mostCharacters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final StringBuilder kept = new StringBuilder();
    private long heard;
    private boolean ended;

    private Words(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** Reads a stream to its end, in a thread of its own, and keeps at most so many characters. */
    static Words of(InputStream stream, String name, int mostCharacters) {
        Words words = new Words(mostCharacters);
        Threads.start("qmp4j-words " + name, () -> words.readAll(stream));
        return words;
    }

    private void readAll(InputStream stream) {
        byte[] buffer = new byte[4096];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                keep(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // The child is gone.
        } finally {
            end();
        }
    }

    private void keep(String more) {
        lock.lock();
        try {
            kept.append(more);
            kept.delete(0, Math.max(0, kept.length() - mostCharacters));
            heard += more.length();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until more was heard than that, or all; in vain where a child of the child has its output open.
     *
     * @return how many characters were heard so far; no more than that if all were
     */
    long awaitMore(long than, Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (heard <= than && !ended && !deadline.hasPassed()) {
                var unused = changed.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
            return heard;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all was heard. */
    void awaitEnd(Deadline deadline) throws InterruptedException {
        var unused = awaitMore(Long.MAX_VALUE - 1, deadline);
    }

    /** What was said so far; of much the end. */
    String text() {
        lock.lock();
        try {
            return kept.toString();
        } finally {
            lock.unlock();
        }
    }
}
