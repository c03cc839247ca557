package org.qmp4j.fake.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One thread that waits for sockets and for times, and does one thing after the other, like QEMU's main loop.
 *
 * <p>{@link #run}, {@link #call} and {@link #close} are for any thread, everything else is for the loop's own.
 */
public final class Loop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Loop.class.getName());

    private static final Duration RETRY = Duration.ofMillis(20);

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long timersMade;
    private volatile boolean closing;
    // Set before the last tasks are run: one that is added while this is false will run.
    private volatile boolean ended;

    private Loop(String name, Selector selector) {
        this.selector = selector;
        this.thread = new Thread(this::serve, name);
        this.thread.setDaemon(true);
    }

    /** Something to do when a channel is ready. */
    @FunctionalInterface
    public interface Ready {
        /** The channel can do at least one of what was asked for, or its key is not valid any more. */
        void ready();
    }

    /** A task that waits for its time. */
    public static final class Timer implements Comparable<Timer> {
        private final long due;
        private final long number;
        private final Runnable task;
        private boolean cancelled;

        private Timer(long due, long number, Runnable task) {
            this.due = due;
            this.number = number;
            this.task = task;
        }

        /** It will not run any more. */
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(due - other.due, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** Starts the thread. The provider is that of the channels that will be registered. */
    public static Loop start(String name, SelectorProvider provider) {
        try {
            Selector selector = provider.openSelector();
            try {
                Loop loop = new Loop(name, selector);
                loop.thread.start();
                return loop;
            } catch (RuntimeException | Error noThread) {
                selector.close();
                throw noThread;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot open a selector: " + failed.getMessage(), failed);
        }
    }

    /** Does something soon; nothing once the loop has ended. */
    public void run(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /**
     * Runs a task and waits for its result.
     *
     * @throws IllegalStateException if the loop has ended
     */
    public <T> T call(Supplier<T> task) {
        if (Thread.currentThread() == thread) {
            return task.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        run(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException | Error failed) {
                fail(result, failed);
            }
        });
        if (ended) {
            result.completeExceptionally(new IllegalStateException("the fake is closed"));
        }
        try {
            return result.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException reason ? reason : failed;
        }
    }

    /** Insists where there is no memory for it: the caller waits. */
    private static void fail(CompletableFuture<?> result, Throwable cause) {
        while (!result.isDone()) {
            try {
                result.completeExceptionally(cause);
            } catch (OutOfMemoryError notYet) {
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    /** Does something after that time, at most 146 years. */
    public Timer after(Duration delay, Runnable task) {
        // Half the range of the clock, which wraps.
        long nanos = Math.max(0, Math.min(Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS.convert(delay)));
        Timer timer = new Timer(System.nanoTime() + nanos, timersMade++, task);
        timers.add(timer);
        return timer;
    }

    /** Watches a channel, which must not block, for these operations. */
    public SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
        return channel.register(selector, operations, ready);
    }

    private void serve() {
        while (!closing && selector.isOpen()) {
            try {
                takeTurn();
            } catch (IOException failed) {
                log("the fake cannot wait for its sockets any more", failed);
                closing = true;
            } catch (RuntimeException | Error failed) {
                // Such as a lack of memory, which passes. All fakes of this loop need it.
                log("unexpected error in a fake; it continues", failed);
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
        ended = true;
        guarded(this::runTasks);
        guarded(this::closeChannels);
    }

    private void takeTurn() throws IOException {
        select();
        for (SelectionKey key : selector.selectedKeys()) {
            guarded(((Ready) key.attachment())::ready);
        }
        selector.selectedKeys().clear();
        runTasks();
    }

    private void closeChannels() {
        try {
            // A connection that waits until its peer has read the rest: the loop ends, so it is closed now.
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException failed) {
            log("closing a selector", failed);
        }
    }

    private void select() throws IOException {
        Timer first = timers.peek();
        if (!tasks.isEmpty()) {
            selector.selectNow();
        } else if (first == null) {
            selector.select();
        } else {
            long millis = Math.floorDiv(first.due - System.nanoTime() + 999_999, 1_000_000);
            if (millis > 0) {
                selector.select(millis);
            } else {
                selector.selectNow();
            }
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
        while (!timers.isEmpty() && timers.peek().due - System.nanoTime() <= 0) {
            Timer timer = timers.remove();
            if (!timer.cancelled) {
                guarded(timer.task);
            }
        }
    }

    /** One thing that fails must not end all others. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failed) {
            log("unexpected error in a fake; it continues", failed);
        }
    }

    private static void log(String message, Throwable failed) {
        try {
            LOG.log(System.Logger.Level.ERROR, message, failed);
        } catch (RuntimeException | Error unprintable) {
            // A log must not end the loop either.
        }
    }

    /** Ends the thread, after what {@link #run} was given before. Waits for that, but not for ever. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(Duration.ofSeconds(5).toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
