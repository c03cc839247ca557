package org.qmp4j.client.spi;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.thread.Threads;

/**
 * A connection that carries messages one by one, each with its reply, for example through another service. It has one thread,
 * which runs one {@link Exchange} after the other, so an exchange may block. Events can be delivered at any time.
 */
public final class MessageTransport implements Transport {
    /** Sends one message and waits for its reply. */
    @FunctionalInterface
    public interface Exchange {
        /**
         * Sends a message. Called on the transport's thread, which {@link MessageTransport#close()} interrupts.
         *
         * @param message one JSON text and a newline, such as {@code {"execute":"query-status","id":"1"}}
         * @return the reply: one JSON text with the same {@code id}
         * @throws UndeliveredException if this message failed and others can still be sent
         * @throws Exception if the connection is broken, which then ends
         */
        byte[] run(byte[] message) throws Exception;
    }

    private final String name;
    private final byte[] greeting;
    private final Exchange exchange;
    private final OutgoingQueue queue = new OutgoingQueue();
    // Why this side gave the connection up.
    private final AtomicReference<@Nullable Throwable> aborted = new AtomicReference<>();
    private volatile @Nullable Thread worker;

    // One thread at a time gives something to the receiver.
    private final ReentrantLock receiving = new ReentrantLock();
    // Guarded by receiving. Null before the start and after the end.
    private @Nullable Receiver receiver;

    /**
     * A connection that has been established.
     *
     * @param name where it leads, for messages to people; without secrets
     * @param greeting is delivered first: {@code {"QMP": {"version": {...}, "capabilities": []}}}; empty for a guest agent
     */
    public MessageTransport(String name, byte[] greeting, Exchange exchange) {
        this.name = name;
        this.greeting = greeting;
        this.exchange = exchange;
    }

    @Override
    public void start(Receiver receiver) {
        receive(() -> this.receiver = receiver);
        Thread thread = Threads.daemon("qmp4j-messages " + name, this::exchangeAll);
        worker = thread;
        try {
            thread.start();
        } catch (RuntimeException | Error noThread) {
            worker = null;
            close();
            throw noThread;
        }
    }

    /** Delivers a message that is not a reply, which is an event. Any thread. Does nothing before {@link #start} and after the end. */
    public void deliver(byte[] event) {
        try {
            received(event);
        } catch (RuntimeException | Error broken) {
            abort(broken);
        }
    }

    private void received(byte[] text) {
        receive(() -> {
            if (receiver != null && !queue.isClosed()) {
                receiver.received(text, 0, text.length);
            }
        });
    }

    private void receive(Runnable delivery) {
        receiving.lock();
        try {
            delivery.run();
        } finally {
            receiving.unlock();
        }
    }

    @Override
    public void send(OutgoingMessage message) {
        try {
            queue.add(message);
        } catch (RuntimeException | Error unsent) {
            abort(unsent);
        }
    }

    @Override
    public boolean withdraw(OutgoingMessage message) {
        return queue.withdraw(message);
    }

    @Override
    public void abort(Throwable cause) {
        aborted.compareAndSet(null, cause);
        if (worker == null) {
            close();
            return;
        }
        // The worker then reports the end.
        queue.stop();
        interrupt();
    }

    private void interrupt() {
        Thread thread = worker;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        queue.close();
        interrupt();
    }

    // All below: worker thread only.

    private void exchangeAll() {
        Throwable cause = null;
        try {
            received(greeting);
            for (OutgoingMessage message = queue.next(); message != null; message = queue.next()) {
                exchange(message);
            }
        } catch (Throwable broken) {
            cause = broken;
        }
        Throwable last = cause;
        // Only this thread can report the end: it must not leave before it has.
        while (!isReported(last)) {
            Threads.pauseBeforeRetry();
        }
    }

    private void exchange(OutgoingMessage message) throws Exception {
        try {
            received(exchange.run(message.bytes().array()));
        } catch (UndeliveredException failed) {
            String reason = String.valueOf(failed.getMessage());
            receive(() -> {
                if (receiver != null && !queue.isClosed()) {
                    receiver.failed(message, failed.outcome(), reason);
                }
            });
        }
    }

    private boolean isReported(@Nullable Throwable cause) {
        // close() and abort() interrupt.
        var unused = Thread.interrupted();
        try {
            receive(() -> {
                if (receiver != null && !queue.isClosed()) {
                    Throwable first = aborted.get();
                    receiver.ended(first == null ? cause : first);
                }
                receiver = null;
            });
            return true;
        } catch (Throwable noMemory) {
            return false;
        }
    }
}
