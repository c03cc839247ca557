package org.qmp4j.machine.process;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that starts child processes. A parent-death signal comes when the starting <em>thread</em> ends
 * (prctl(2), PR_SET_PDEATHSIG), so this one lives until the last of its children has ended.
 */
final class Starter {
    // More starts at once than any host can take; one more is refused.
    private static final int MAX_WAITING = 1024;

    private static final ReentrantLock LOCK = new ReentrantLock();

    // Guarded by LOCK.
    private static @Nullable Starter current;

    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>(MAX_WAITING);
    // Guarded by LOCK: children that live, and starts that are on their way.
    private int users;
    // Starter thread only.
    private boolean over;

    private Starter() {}

    /** Starts a process; returns when it is there. */
    static Process start(ProcessBuilder builder) throws IOException {
        Starter starter = acquire();
        try {
            Process process = starter.startInThread(builder);
            var unused = process.onExit().thenRun(starter::release);
            return process;
        } catch (IOException | RuntimeException | Error failed) {
            starter.release();
            throw failed;
        }
    }

    private Process startInThread(ProcessBuilder builder) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        work.add(() -> {
            try {
                started.complete(builder.start());
            } catch (IOException | RuntimeException | Error failed) {
                started.completeExceptionally(failed);
            }
        });
        try {
            // Not to be interrupted: a process that nobody knows would be left. It takes milliseconds.
            return started.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IOException reason) {
                throw reason;
            }
            throw failed;
        }
    }

    private static Starter acquire() {
        LOCK.lock();
        try {
            Starter starter = current;
            if (starter == null) {
                starter = new Starter();
                current = starter;
                Threads.start("qmp4j-starter", starter::run);
            }
            starter.users++;
            return starter;
        } finally {
            LOCK.unlock();
        }
    }

    private void release() {
        LOCK.lock();
        try {
            users--;
            if (users == 0) {
                current = null;
                work.add(() -> over = true);
            }
        } finally {
            LOCK.unlock();
        }
    }

    private void run() {
        while (!over) {
            try {
                work.take().run();
            } catch (InterruptedException nobodyElseKnowsThisThread) {
                // Were it to end now, so would its children.
            }
        }
    }
}
