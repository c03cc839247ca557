package org.qmp4j.client.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.process.AtShutdown;
import org.qmp4j.client.process.Starter;
import org.qmp4j.client.process.Watcher;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.StreamTransport;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.client.thread.Threads;
import org.qmp4j.client.thread.Timer;
import org.qmp4j.protocol.PeerText;

/** A child process's standard input and output; closing it ends the child, and so does the end of this JVM. */
final class ProcessTransport implements Transport {
    /** How long a child may take to end after it was asked to. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final int KEPT_ERROR_BYTES = 4096;

    private final Process process;
    private final StreamTransport streams;
    private final CountDownLatch allWordsHeard = new CountDownLatch(1);
    private volatile String lastErrors = "";

    private ProcessTransport(String name, Process process) {
        this.process = process;
        this.streams =
                new StreamTransport(name, process.getInputStream(), process.getOutputStream(), () -> end(process));
    }

    /** A transport over the streams of a child process, which belongs to it from now on: it is ended also if this throws. */
    static ProcessTransport over(Starter.Child child, String name) {
        Process process = child.tied().process();
        releaseAtEnd(child, atShutdown(process, name));
        try {
            ProcessTransport transport = new ProcessTransport(name, process);
            byte[] buffer = new byte[KEPT_ERROR_BYTES];
            Threads.start("qmp4j-stderr " + name, () -> transport.keepLastWords(buffer));
            return transport;
        } catch (RuntimeException | Error failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /** When this JVM ends in order, the child is asked to end first, and given its time. */
    private static Optional<AtShutdown> atShutdown(Process process, String name) {
        try {
            return Optional.of(AtShutdown.run(name, () -> endAndWait(process)));
        } catch (IllegalStateException endsAlready) {
            // Then it is killed with this JVM.
            return Optional.empty();
        }
    }

    /** Lets go of what the child needs of this JVM when it has ended. */
    private static void releaseAtEnd(Starter.Child child, Optional<AtShutdown> atShutdown) {
        Runnable release = () -> {
            child.tied().watcher().ifPresent(Watcher::dismiss);
            child.release();
            atShutdown.ifPresent(AtShutdown::close);
        };
        try {
            var unused = child.tied().process().toHandle().onExit().thenRun(release);
        } catch (RuntimeException | Error failed) {
            child.tied().discard();
            release.run();
            throw failed;
        }
    }

    private static void endAndWait(Process process) {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.toHandle().destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.toHandle().destroyForcibly();
        }
    }

    // SIGTERM lets QEMU end in order; it also ends a write that is stuck in the pipe.
    // By its handle: a Process closes its streams besides, and waits for such a write where the signal is not heeded.
    private static void end(Process process) {
        ProcessHandle handle = process.toHandle();
        handle.destroy();
        try {
            Future<?> impatience = Timer.after(GRACE, handle::destroyForcibly);
            var unused = handle.onExit().thenRun(() -> impatience.cancel(false));
        } catch (RuntimeException | Error noTimer) {
            // A child that cannot be given its time must not stay for ever.
            handle.destroyForcibly();
        }
    }

    /** Reads the standard error of the child, so that it never blocks, and keeps the end of it. */
    private void keepLastWords(byte[] buffer) {
        try (InputStream errors = process.getErrorStream()) {
            for (int count = errors.read(buffer); count >= 0; count = errors.read(buffer)) {
                keep(buffer, count);
            }
        } catch (IOException closed) {
            // The child is gone.
        } finally {
            allWordsHeard.countDown();
        }
    }

    private void keep(byte[] buffer, int count) {
        try {
            String text = lastErrors + new String(buffer, 0, count, StandardCharsets.UTF_8);
            lastErrors = text.substring(Math.max(0, text.length() - KEPT_ERROR_BYTES));
        } catch (OutOfMemoryError full) {
            // The text is for a message only. Reading goes on, or the child would block.
        }
    }

    @Override
    public void start(Receiver receiver) {
        streams.start(new Receiver() {
            @Override
            public void received(byte[] buffer, int offset, int length) {
                receiver.received(buffer, offset, length);
            }

            @Override
            public void ended(@Nullable Throwable cause) {
                receiver.ended(cause != null ? cause : howItEnded());
            }
        });
    }

    // The stream's own reader thread: it may wait a little for the exit code and the text that belong to the end.
    private @Nullable Throwable howItEnded() {
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                return null;
            }
            // In vain where a child of the child has its standard error still open.
            var unused = allWordsHeard.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException notByOtherThreads) {
            return null;
        }
        int code = process.exitValue();
        String text = lastErrors.strip();
        return code == 0
                ? null
                : new IOException(
                        "the program ended with code " + code + (text.isEmpty() ? "" : ":" + PeerText.output(text)));
    }

    @Override
    public void send(OutgoingMessage message) {
        streams.send(message);
    }

    @Override
    public boolean withdraw(OutgoingMessage message) {
        return streams.withdraw(message);
    }

    @Override
    public void abort(Throwable cause) {
        streams.abort(cause);
    }

    @Override
    public String name() {
        return streams.name();
    }

    @Override
    public void close() {
        streams.close();
    }
}
