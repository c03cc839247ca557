package org.qmp4j.machine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What a child process says: read, so that the child never blocks, and the end of it kept. */
final class Words {
    private static final int MOST_CHARACTERS = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);
    // Guarded by lock.
    private final StringBuilder kept = new StringBuilder();
    private boolean cut;

    private Words() {}

    /** Reads a stream to its end, in a thread of its own. */
    static Words of(InputStream stream, String name) {
        Words words = new Words();
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
            ended.countDown();
        }
    }

    private void keep(String more) {
        lock.lock();
        try {
            kept.append(more);
            if (kept.length() > MOST_CHARACTERS) {
                kept.delete(0, kept.length() - MOST_CHARACTERS);
                cut = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is heard; in vain where a child of the child has its output open. */
    void awaitEnd(Duration most) throws InterruptedException {
        var unused = ended.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What was said so far; of much the end. */
    String text() {
        lock.lock();
        try {
            return (cut ? "[...] " : "") + kept;
        } finally {
            lock.unlock();
        }
    }
}
