package org.qmp4j.client.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.client.thread.Timer;

/**
 * Checks that a silent peer is alive, with an out-of-band command, which QEMU answers even if its main loop is busy.
 * Any bytes from the peer count as a sign of life, and so does a peer that reads. At most one probe is in flight.
 */
final class LivenessProbe {
    /** If the JVM itself was paused, it must first read the bytes that came meanwhile. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    // No call has this id: ids of calls are numbers.
    private static final String ID = "\"qmp4j-liveness\"";
    private static final byte[] MESSAGE =
            ("{\"exec-oob\":\"query-yank\",\"id\":" + ID + "}\n").getBytes(StandardCharsets.US_ASCII);

    /**
     * When a silent peer is asked for a sign of life.
     *
     * @param interval without a byte from the peer, until a probe is sent
     * @param timeout from the probe until the connection is closed
     */
    record Times(Duration interval, Duration timeout) {}

    private final Transport transport;
    private final Times times;
    private final Predicate<OutgoingMessage> sender;
    private final Consumer<ConnectionEnd> onSilence;

    private final Scheduler scheduler;

    // The number of the probe in flight, or 0. Both the reader and the timer may try to end the wait for it; only one
    // succeeds. A step of an earlier probe that was not cancelled in time does nothing.
    private final AtomicLong awaited = new AtomicLong();
    private volatile boolean heard;
    private volatile boolean stopped;
    private volatile @Nullable Future<?> next;
    // Timer thread only.
    private long waitingBytes;
    private long sent;

    /** Runs a step later, like {@link Timer#after}. */
    interface Scheduler {
        Future<?> after(Duration delay, Runnable step);
    }

    /**
     * Creates a probe; it does nothing before {@link #start()}.
     *
     * @param sender sends a message out of band, or returns false if it may not be sent now
     * @param onSilence called once, if the peer gave no sign of life
     */
    LivenessProbe(
            Transport transport, Times times, Predicate<OutgoingMessage> sender, Consumer<ConnectionEnd> onSilence) {
        this(transport, times, sender, onSilence, Timer::after);
    }

    /** For tests, which run the steps themselves. */
    LivenessProbe(
            Transport transport,
            Times times,
            Predicate<OutgoingMessage> sender,
            Consumer<ConnectionEnd> onSilence,
            Scheduler scheduler) {
        this.transport = transport;
        this.times = times;
        this.sender = sender;
        this.onSilence = onSilence;
        this.scheduler = scheduler;
    }

    void start() {
        schedule(times.interval(), this::look);
    }

    /** Stops the probe. Any thread. */
    void stop() {
        stopped = true;
        cancel();
    }

    private void cancel() {
        Future<?> last = next;
        if (last != null) {
            last.cancel(false);
        }
    }

    /** Bytes have come. Reader thread only. */
    void heard() {
        // Cheaper than a write to a volatile field for each read.
        if (!heard) {
            heard = true;
        }
    }

    /** Returns whether this is the reply to a probe, and not to a call. Reader thread only. */
    boolean answered(Message.Reply reply) {
        if (!ID.equals(reply.id())) {
            return false;
        }
        goOn(awaited.get());
        return true;
    }

    private void schedule(Duration delay, Runnable step) {
        next = scheduler.after(delay, () -> {
            if (!stopped) {
                run(step);
            }
        });
        // stop() may have been called before there was something to cancel.
        if (stopped) {
            stop();
        }
    }

    // If a step fails, no other step follows, and a dead peer would not be noticed.
    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failed) {
            transport.abort(failed);
        }
    }

    private void look() {
        if (isAlive()) {
            schedule(times.interval(), this::look);
            return;
        }
        long number = ++sent;
        awaited.set(number);
        // Before the probe is sent, because its reply cancels this step and may come at once.
        schedule(times.timeout(), () -> judge(number));
        if (!sender.test(new OutgoingMessage(MESSAGE))) {
            goOn(number);
        }
    }

    private void judge(long number) {
        if (awaited.get() != number) {
            return;
        }
        if (isAlive()) {
            goOn(number);
        } else {
            schedule(GRACE, () -> judgeAtLast(number));
        }
    }

    private void judgeAtLast(long number) {
        if (awaited.get() != number) {
            return;
        }
        if (isAlive()) {
            goOn(number);
        } else if (awaited.compareAndSet(number, 0)) {
            stopped = true;
            Deadline timeout = Deadline.after(times.timeout());
            onSilence.accept(SessionEnding.noProbeReply(transport.name(), timeout.toString()));
        }
    }

    private void goOn(long number) {
        if (number != 0 && awaited.compareAndSet(number, 0)) {
            cancel();
            schedule(times.interval(), this::look);
        }
    }

    // Timer thread only. QEMU reads a long command slowly, and does not answer later commands before it has read all of
    // it.
    private boolean isAlive() {
        long waiting = transport.waitingBytes();
        boolean reads = waiting < waitingBytes;
        waitingBytes = waiting;
        if (heard) {
            heard = false;
            return true;
        }
        return reads;
    }
}
