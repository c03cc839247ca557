package org.qmp4j.client.spi;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.options.KeepAlive;
import org.qmp4j.client.thread.Threads;

/**
 * A connection over a pair of streams, with a thread that reads and a thread that writes. A stream may block: only these two
 * threads wait for it.
 */
public final class StreamTransport implements Transport {
    /** Closes what is under the streams, a socket for example, so that a blocked read or write returns. Must not block. */
    public interface Breaker {
        /** May be called more than once. Must not throw. */
        void breakOff();

        /** Sets keep-alive if there is a TCP socket under the streams; see {@link Transport#keepAlive}. */
        default void keepAlive(KeepAlive keepAlive) {}
    }

    /** Puts descriptors beside bytes, where the stream is one over a socket that can carry them. */
    public interface DescriptorPort {
        /** The next write to the stream sends these together with its first byte, and no later one does. Writer thread. */
        void attach(List<FileDescriptor> descriptors) throws IOException;
    }

    private final String name;
    private final InputStream in;
    private final OutputStream out;
    private final Breaker breaker;
    private final @Nullable DescriptorPort port;

    private final OutgoingQueue queue = new OutgoingQueue();
    // Why this side broke the connection off.
    private final AtomicReference<@Nullable Throwable> brokenOff = new AtomicReference<>();
    // There is a reader.
    private volatile boolean started;

    /**
     * A transport over these streams.
     *
     * @param name where it leads, for messages to people; without secrets
     * @param breaker is called by {@link #close()}, which never closes the streams themselves, because that may block
     */
    public StreamTransport(String name, InputStream in, OutputStream out, Breaker breaker) {
        this(name, in, out, breaker, null);
    }

    /**
     * A transport that can also pass descriptors.
     *
     * @param port sends descriptors together with what is written next; null if the streams carry bytes alone
     */
    public StreamTransport(
            String name, InputStream in, OutputStream out, Breaker breaker, @Nullable DescriptorPort port) {
        this.name = name;
        this.in = in;
        this.out = out;
        this.breaker = breaker;
        this.port = port;
    }

    @Override
    public void keepAlive(KeepAlive keepAlive) {
        breaker.keepAlive(keepAlive);
    }

    @Override
    public void start(Receiver receiver) {
        Thread reader = Threads.daemon("qmp4j-reader " + name, () -> readAll(receiver));
        Thread writer = Threads.daemon("qmp4j-writer " + name, this::writeAll);
        try {
            writer.start();
            started = true;
            reader.start();
        } catch (RuntimeException | Error noThread) {
            started = false;
            close();
            closeQuietly(in);
            if (!writer.isAlive()) {
                closeQuietly(out);
            }
            throw noThread;
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
    public void abort(Throwable cause) {
        brokenOff.compareAndSet(null, cause);
        if (started) {
            breaker.breakOff();
        } else {
            close();
        }
    }

    @Override
    public boolean withdraw(OutgoingMessage message) {
        return queue.withdraw(message);
    }

    @Override
    public boolean carriesDescriptors() {
        return port != null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        queue.close();
        breaker.breakOff();
    }

    // Reader thread only.
    private void readAll(Receiver receiver) {
        Throwable cause = null;
        try {
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                receiver.received(buffer, 0, count);
            }
        } catch (Throwable broken) {
            cause = broken;
        }
        // Only this thread can report the end: it must not leave before it has.
        while (!isReported(receiver, cause)) {
            Threads.pauseBeforeRetry();
        }
        closeQuietly(in);
    }

    private boolean isReported(Receiver receiver, @Nullable Throwable cause) {
        try {
            if (!queue.isClosed()) {
                Throwable first = brokenOff.get();
                receiver.ended(first == null ? cause : first);
            }
            return true;
        } catch (Throwable noMemory) {
            return false;
        }
    }

    // A thread closes its own stream when it is done with it: elsewhere the close could wait behind a stuck read or
    // write.
    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException | RuntimeException | Error alreadyBroken) {
            // It is gone either way.
        }
    }

    // Writer thread only.
    private void writeAll() {
        try {
            writeMessages();
        } catch (Throwable broken) {
            // The reader knows nothing of it, and nothing more would ever be sent.
            abort(broken);
        }
        closeQuietly(out);
    }

    private void writeMessages() {
        try {
            for (OutgoingMessage message = queue.next(); message != null; message = queue.next()) {
                write(message);
            }
        } catch (IOException broken) {
            // The reader meets the end of the same connection, after what the peer had still sent, and reports it.
            // Until then this stays open: the output stream of a socket closes its input with it.
            queue.awaitClose();
        }
    }

    private void write(OutgoingMessage message) throws IOException {
        attach(message);
        try {
            out.write(message.bytes().array());
            out.flush();
        } catch (IOException failed) {
            if (!message.descriptors().isEmpty()) {
                // A descriptor that cannot be sent breaks nothing by itself; the caller must not wait for an answer.
                abort(failed);
            }
            throw failed;
        }
    }

    private void attach(OutgoingMessage message) throws IOException {
        if (port == null || message.descriptors().isEmpty()) {
            return;
        }
        try {
            if (!message.descriptors().stream().allMatch(FileDescriptor::valid)) {
                throw new IOException("a descriptor was closed before its command was sent");
            }
            port.attach(message.descriptors());
        } catch (IOException failed) {
            queue.markUnsent(message);
            abort(failed);
            throw failed;
        }
    }
}
